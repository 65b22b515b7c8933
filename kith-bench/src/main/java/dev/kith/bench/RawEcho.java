package dev.kith.bench;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.io.EventLoop;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import java.util.concurrent.ExecutionException;

/// Answers each datagram with one of `replyBytes` bytes, or with itself if that is 0: what the loop
/// can do when the node costs nothing.
public final class RawEcho implements Inbox<Bytes> {
  private final Wire<Bytes> wire;
  private final Bytes reply;

  private RawEcho(EventLoop loop, Endpoint local, int replyBytes)
      throws InterruptedException, ExecutionException {
    this.reply = Bytes.wrap(new byte[replyBytes]);
    this.wire = loop.submit(() -> loop.open(local, new RawCodec(), this)).get();
  }

  /// Starts one on `loop`.
  public static RawEcho on(EventLoop loop, Endpoint local, int replyBytes)
      throws InterruptedException, ExecutionException {
    return new RawEcho(loop, local, replyBytes);
  }

  /// Where it listens.
  public Endpoint local() {
    return wire.local();
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return true;
  }

  @Override
  public void received(Endpoint from, Bytes message, int bytes) {
    wire.send(from, reply.isEmpty() ? message : reply);
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {}

  /// A codec for messages that are their own bytes.
  public static final class RawCodec implements Codec<Bytes> {
    @Override
    public Bytes decode(byte[] datagram, int length) {
      return Bytes.copyOf(datagram, 0, length);
    }

    @Override
    public int encode(Bytes message, byte[] datagram) {
      message.copyTo(datagram, 0);
      return message.length();
    }
  }
}
