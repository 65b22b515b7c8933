package dev.kith.core.io;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// Sockets through the platform's channels, one system call for each datagram.
final class PlainSockets implements Sockets {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LoopOptions options;
  private final LoopCounters counters;
  private final Selector selector;
  private final List<PlainSocket> open = new ArrayList<>();
  // One pair for all sockets: only one of them receives at a time.
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final byte[] datagram = new byte[1 << 16];

  PlainSockets(LoopOptions options, LoopCounters counters) throws IOException {
    this.options = options;
    this.counters = counters;
    this.selector = Selector.open();
  }

  @Override
  public LoopOptions.Backend backend() {
    return LoopOptions.Backend.PLAIN;
  }

  @Override
  public PlainSocket open(Endpoint local) throws IOException {
    DatagramChannel channel = bind(local);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
      channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      PlainSocket socket = new PlainSocket(this, channel, key, options, counters, buffer, datagram);
      key.attach(socket);
      open.add(socket);
      return socket;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  @Override
  public void await(long nanos) throws IOException {
    // An interrupt, perhaps by a node's own code, must not turn every later wait into none.
    boolean _ = Thread.interrupted();
    if (nanos <= 0) {
      selector.selectNow(PlainSockets::markReady);
    } else {
      selector.select(PlainSockets::markReady, Math.ceilDiv(nanos, NANOS_PER_MILLI));
    }
  }

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void close() {
    for (PlainSocket socket : List.copyOf(open)) {
      socket.close();
    }
    try {
      selector.close();
    } catch (IOException nothingToSave) {
      counters.closeFailures.add(1);
    }
  }

  /// Forgets a socket whose channel was closed. The platform keeps such a channel, and its port,
  /// until the next look at the sockets.
  void forget(PlainSocket socket) {
    open.remove(socket);
    try {
      selector.selectNow(PlainSockets::markReady);
    } catch (IOException nothingToSave) {
      counters.closeFailures.add(1);
    }
  }

  private static void markReady(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof PlainSocket socket) {
      socket.ready(key.readyOps());
    }
  }

  /// A channel bound to `local`.
  ///
  /// The platform's IPv6 sockets also take the IPv4 wildcard, and no public option says otherwise,
  /// so 0.0.0.0 and [::] cannot have the same port, unless both allow the address to be reused.
  /// That must not hide that somebody else has the port: so a wildcard is first bound without.
  private DatagramChannel bind(Endpoint local) throws IOException {
    if (!local.address().isWildcard()) {
      return bind(local, false);
    }
    Endpoint actual = local;
    if (open.stream().noneMatch(other -> isTwin(other.local(), local))) {
      try (DatagramChannel probe = bind(local, false)) {
        actual = PlainSocket.localOf(probe);
      }
    }
    return bind(actual, true);
  }

  private static boolean isTwin(Endpoint mine, Endpoint local) {
    return mine.address().isWildcard()
        && mine.port() == local.port()
        && mine.isV4() != local.isV4();
  }

  private static DatagramChannel bind(Endpoint local, boolean reuse) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            local.isV4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, reuse);
      channel.bind(local.toSocketAddress());
      return channel;
    } catch (BindException refused) {
      channel.close();
      throw local.port() != 0 && isOurs(local.address())
          ? BindFailures.taken(local, refused)
          : BindFailures.notOfThisHost(local, refused);
    } catch (IOException refused) {
      channel.close();
      throw BindFailures.other(local, refused);
    }
  }

  /// Whether sockets can have `address`. The platform reports an address that is not of this host
  /// in the same way as a port that is taken.
  private static boolean isOurs(Address address) {
    try (DatagramChannel any = bind(new Endpoint(address, 0), false)) {
      return any.isOpen();
    } catch (IOException notOurs) {
      return false;
    }
  }
}
