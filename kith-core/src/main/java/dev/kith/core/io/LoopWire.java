package dev.kith.core.io;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A socket with the codec and the inbox of its owner. When the socket fails it is bound anew, with
/// growing pauses of at most [#MAX_PAUSE_NANOS]; what is sent meanwhile is lost.
final class LoopWire<M> implements Wire<M>, UdpSocket.Delivery {
  static final long MIN_PAUSE_NANOS = 10_000_000;
  static final long MAX_PAUSE_NANOS = 2_000_000_000;
  private static final int MAX_REPORTED_BYTES = 4096;

  private final EventLoop loop;
  private final Codec<M> codec;
  private final Inbox<M> inbox;
  private final Endpoint local;
  private @Nullable UdpSocket socket;
  private boolean open = true;
  private boolean dirty;
  private long pauseNanos = MIN_PAUSE_NANOS;

  LoopWire(EventLoop loop, UdpSocket socket, Codec<M> codec, Inbox<M> inbox) {
    this.loop = loop;
    this.socket = socket;
    this.codec = codec;
    this.inbox = inbox;
    this.local = socket.local();
  }

  @Override
  public Endpoint local() {
    return local;
  }

  boolean isOpen() {
    return open;
  }

  // Sending

  @Override
  public void send(Endpoint to, M message) {
    loop.mustBeOnThread();
    UdpSocket current = socket;
    if (current == null || to.port() == 0 || to.isV4() != local.isV4()) {
      loop.counters().sendsFailed.add(1);
      return;
    }
    int length = encode(message);
    if (length < 0) {
      return;
    }
    if (!current.send(to, loop.scratch(), length)) {
      loop.counters().sendsOverflowed.add(1);
    }
    if (!dirty) {
      dirty = true;
      loop.flushLater(this);
    }
  }

  @Override
  public int sizeOf(M message) {
    loop.mustBeOnThread();
    int length = encode(message);
    return length < 0 ? Outgoing.MAX_DATAGRAM_BYTES : length;
  }

  /// The length of the message now in the scratch array, or -1 if the codec failed.
  private int encode(M message) {
    try {
      int length = codec.encode(message, loop.scratch());
      if (length < 0 || length > Outgoing.MAX_DATAGRAM_BYTES) {
        throw new IllegalStateException("a datagram of " + length + " bytes");
      }
      return length;
    } catch (Throwable broken) {
      loop.report("encode", broken, message::toString);
      return -1;
    }
  }

  /// Gives what was sent to the system. Answers whether nothing is left to flush.
  boolean flush() {
    UdpSocket current = socket;
    dirty = current != null && !current.flush();
    return !dirty;
  }

  // Receiving

  void receive(int max) {
    UdpSocket current = socket;
    if (current == null) {
      return;
    }
    try {
      current.receive(this, max);
    } catch (IOException | RuntimeException failed) {
      lost(current, failed);
    }
  }

  @Override
  public boolean admits(Endpoint from, int length) {
    loop.counters().received.add(1);
    loop.counters().receivedBytes.add(length);
    try {
      return inbox.admits(from, length);
    } catch (Throwable broken) {
      loop.report("admit", broken, () -> length + " bytes from " + from);
      return false;
    }
  }

  @Override
  public void deliver(Endpoint from, byte[] datagram, int length) {
    try {
      M message;
      try {
        message = codec.decode(datagram, length);
      } catch (MalformedException malformed) {
        inbox.malformed(from, malformed);
        return;
      }
      inbox.received(from, message, length);
    } catch (Throwable broken) {
      loop.report("receive", broken, () -> describe(from, datagram, length));
    }
  }

  private static String describe(Endpoint from, byte[] datagram, int length) {
    int shown = Math.min(length, MAX_REPORTED_BYTES);
    return length
        + " bytes from "
        + from
        + ": "
        + HexFormat.of().formatHex(datagram, 0, shown)
        + (shown < length ? "…" : "");
  }

  // Losing the socket and finding another

  private void lost(UdpSocket failed, Exception why) {
    failed.close();
    socket = null;
    if (open) {
      loop.health("unbound", "the socket at " + local + " failed: " + why);
      rebindLater();
    }
  }

  private void rebindLater() {
    loop.after(pauseNanos, this::rebind);
    pauseNanos = Math.min(2 * pauseNanos, MAX_PAUSE_NANOS);
  }

  private void rebind() {
    if (!open) {
      return;
    }
    try {
      socket = loop.sockets().open(local);
    } catch (IOException notYet) {
      rebindLater();
      return;
    } catch (Throwable broken) {
      loop.report("bind", broken, local::toString);
      rebindLater();
      return;
    }
    pauseNanos = MIN_PAUSE_NANOS;
    loop.counters().rebinds.add(1);
    loop.health("bound", "the socket at " + local + " works again");
  }

  @Override
  public void close() {
    loop.mustBeOnThread();
    if (!open) {
      return;
    }
    open = false;
    loop.forgetLater();
    UdpSocket current = socket;
    socket = null;
    if (current != null) {
      current.flush();
      current.close();
    }
  }
}
