package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Sockets that work until told to fail, as when an interface goes away.
final class FailingSockets implements Sockets {
  private final Sockets real;

  /// How many of the coming receives fail.
  final AtomicInteger failingReceives = new AtomicInteger();

  /// How many of the coming receives end in an error of the runtime.
  final AtomicInteger brokenReceives = new AtomicInteger();

  /// How many of the coming binds fail.
  final AtomicInteger failingBinds = new AtomicInteger();

  /// How many of the coming binds end in a failure of the platform's own.
  final AtomicInteger brokenBinds = new AtomicInteger();

  /// How many of the coming waits fail.
  final AtomicInteger failingWaits = new AtomicInteger();

  FailingSockets(Sockets real) {
    this.real = real;
  }

  @Override
  public LoopOptions.Backend backend() {
    return real.backend();
  }

  @Override
  public UdpSocket open(Endpoint local) throws IOException {
    if (failsNow(failingBinds)) {
      throw new IOException("no such interface");
    }
    if (failsNow(brokenBinds)) {
      throw new IllegalStateException("as if");
    }
    return new FailingSocket(real.open(local));
  }

  @Override
  public void await(long nanos) throws IOException {
    if (failsNow(failingWaits)) {
      throw new IOException("no waiting today");
    }
    real.await(nanos);
  }

  @Override
  public void wake() {
    real.wake();
  }

  @Override
  public void close() {
    real.close();
  }

  private static boolean failsNow(AtomicInteger failures) {
    return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private final class FailingSocket implements UdpSocket {
    private final UdpSocket socket;

    FailingSocket(UdpSocket socket) {
      this.socket = socket;
    }

    @Override
    public Endpoint local() {
      return socket.local();
    }

    @Override
    public void receive(Delivery delivery, int max) throws IOException {
      if (failsNow(failingReceives)) {
        throw new IOException("the interface is gone");
      }
      if (failsNow(brokenReceives)) {
        throw new OutOfMemoryError("as if");
      }
      socket.receive(delivery, max);
    }

    @Override
    public boolean send(Endpoint to, byte[] datagram, int length) {
      return socket.send(to, datagram, length);
    }

    @Override
    public boolean flush() {
      return socket.flush();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
