package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// A socket that is one of the platform's channels.
final class PlainSocket implements UdpSocket {
  private final PlainSockets sockets;
  private final DatagramChannel channel;
  private final SelectionKey key;
  private final LoopCounters counters;
  private final ByteBuffer buffer;
  private final byte[] datagram;
  private final Endpoint local;
  private final Outgoing outgoing;
  private boolean readable;
  private boolean open = true;

  // Conversations come in runs, and turning an address round costs as much as a short message.
  private @Nullable InetSocketAddress lastSource;
  private @Nullable Endpoint lastFrom;

  PlainSocket(
      PlainSockets sockets,
      DatagramChannel channel,
      SelectionKey key,
      LoopOptions options,
      LoopCounters counters,
      ByteBuffer buffer,
      byte[] datagram)
      throws IOException {
    this.sockets = sockets;
    this.channel = channel;
    this.key = key;
    this.counters = counters;
    this.buffer = buffer;
    this.datagram = datagram;
    this.local = localOf(channel);
    this.outgoing = new Outgoing(options.maxSendQueueBytes());
  }

  static Endpoint localOf(DatagramChannel channel) throws IOException {
    return Endpoint.of((InetSocketAddress) channel.getLocalAddress());
  }

  @Override
  public Endpoint local() {
    return local;
  }

  void ready(int operations) {
    readable |= (operations & SelectionKey.OP_READ) != 0;
  }

  @Override
  public void receive(Delivery delivery, int max) throws IOException {
    if (!readable) {
      return;
    }
    readable = false;
    for (int i = 0; i < max && open; i++) {
      buffer.clear();
      InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
      if (source == null) {
        return;
      }
      buffer.flip();
      int length = buffer.remaining();
      Endpoint from = fromOf(source);
      // An IPv6 socket alone on its port is also given IPv4; it speaks for IPv6 only.
      if (from.isV4() == local.isV4() && delivery.admits(from, length) && open) {
        buffer.get(datagram, 0, length);
        delivery.deliver(from, datagram, length);
      }
    }
  }

  private Endpoint fromOf(InetSocketAddress source) {
    Endpoint from = lastFrom;
    if (from == null || !source.equals(lastSource)) {
      from = Endpoint.of(source);
      lastSource = source;
      lastFrom = from;
    }
    return from;
  }

  @Override
  public boolean send(Endpoint to, byte[] bytes, int length) {
    return outgoing.add(to, bytes, length) || flush() && outgoing.add(to, bytes, length);
  }

  @Override
  public boolean flush() {
    if (outgoing.isEmpty()) {
      return true;
    }
    ByteBuffer bytes = outgoing.memory().asByteBuffer();
    int count = outgoing.count();
    int done = 0;
    while (done < count && hand(bytes, done)) {
      done++;
    }
    outgoing.remove(done);
    boolean empty = outgoing.isEmpty();
    int interest = empty ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.isValid() && key.interestOps() != interest) {
      key.interestOps(interest);
    }
    return empty;
  }

  /// Gives one datagram to the system. Answers false if it has no room at present.
  private boolean hand(ByteBuffer bytes, int index) {
    int offset = outgoing.offset(index);
    int length = outgoing.length(index);
    bytes.limit(offset + length).position(offset);
    try {
      // A datagram is sent whole or not at all.
      channel.send(bytes, outgoing.target(index).toSocketAddress());
      if (bytes.hasRemaining()) {
        return false;
      }
      counters.sent.add(1);
      counters.sentBytes.add(length);
    } catch (IOException | RuntimeException lost) {
      counters.sendsFailed.add(1);
    }
    return true;
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      channel.close();
    } catch (IOException nothingToSave) {
      counters.closeFailures.add(1);
    }
    sockets.forget(this);
  }
}
