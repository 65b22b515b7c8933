package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A wire on a loop, used from a test's thread: it keeps what it receives, or sends it back.
final class Peer implements Inbox<Bytes> {
  static final long PATIENCE_SECONDS = 20;

  /// A message and where it came from.
  record Received(Endpoint from, Bytes message) {}

  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final BlockingQueue<String> malformed = new LinkedBlockingQueue<>();
  final EventLoop loop;
  final Wire<Bytes> wire;
  volatile boolean echoes;
  volatile boolean admitsAll = true;

  private Peer(EventLoop loop, Endpoint local, Codec<Bytes> codec) throws Exception {
    this.loop = loop;
    this.wire = loop.submit(() -> loop.open(local, codec, this)).get();
  }

  static Peer at(EventLoop loop, Endpoint local) throws Exception {
    return new Peer(loop, local, new RawCodec());
  }

  static Peer echoing(EventLoop loop, Endpoint local) throws Exception {
    Peer peer = at(loop, local);
    peer.echoes = true;
    return peer;
  }

  Endpoint local() {
    return wire.local();
  }

  void send(Endpoint to, String text) {
    send(to, Bytes.utf8(text));
  }

  void send(Endpoint to, Bytes message) {
    loop.execute(() -> wire.send(to, message));
  }

  Received next() throws InterruptedException {
    Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("a datagram within %s s", PATIENCE_SECONDS).isNotNull();
    return next;
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return admitsAll;
  }

  @Override
  public void received(Endpoint from, Bytes message, int bytes) {
    assertThat(bytes).isEqualTo(message.length());
    if (echoes) {
      wire.send(from, message);
    } else {
      received.add(new Received(from, message));
    }
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {
    malformed.add(why.reason());
  }
}
