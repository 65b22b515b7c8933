package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;

/// A socket of the system, used through [Datagrams].
final class BatchSocket implements UdpSocket {
  private final BatchSockets sockets;
  private final Datagrams datagrams;
  private final int fd;
  private final int slot;
  private final Endpoint local;
  private final LoopCounters counters;
  private final Outgoing outgoing;
  private boolean ready;
  private boolean awaitsRoom;
  private boolean open = true;

  BatchSocket(
      BatchSockets sockets,
      Datagrams datagrams,
      int fd,
      int slot,
      Endpoint local,
      LoopOptions options,
      LoopCounters counters) {
    this.sockets = sockets;
    this.datagrams = datagrams;
    this.fd = fd;
    this.slot = slot;
    this.local = local;
    this.counters = counters;
    this.outgoing = new Outgoing(options.maxSendQueueBytes());
  }

  @Override
  public Endpoint local() {
    return local;
  }

  /// Notes that a wait ended for this socket.
  void ready() {
    ready = true;
  }

  @Override
  public void receive(Delivery delivery, int max) throws IOException {
    if (!ready) {
      return;
    }
    ready = false;
    int left = max;
    while (left > 0 && open) {
      int count = datagrams.receive(fd, left);
      if (count < 0) {
        if (count == -Linux.EAGAIN || count == -Linux.EINTR) {
          return;
        }
        throw new IOException("receiving failed: " + Linux.explain(-count));
      }
      for (int i = 0; i < count && open; i++) {
        deliver(delivery, i);
      }
      if (!datagrams.isFull(count, left)) {
        return;
      }
      left -= count;
    }
  }

  private void deliver(Delivery delivery, int index) {
    Endpoint from = datagrams.source(index);
    int length = datagrams.length(index);
    if (delivery.admits(from, length) && open) {
      delivery.deliver(from, datagrams.content(index, length), length);
    }
  }

  @Override
  public boolean send(Endpoint to, byte[] datagram, int length) {
    return outgoing.add(to, datagram, length) || flush() && outgoing.add(to, datagram, length);
  }

  @Override
  public boolean flush() {
    while (!outgoing.isEmpty()) {
      int sent = datagrams.send(fd, outgoing);
      if (sent >= 0) {
        count(sent);
        outgoing.remove(sent);
      } else if (sent == -Linux.EAGAIN) {
        watchRoom(true);
        return false;
      } else if (sent != -Linux.EINTR) {
        // The first one is refused for good: no route, too large, forbidden.
        counters.sendsFailed.add(1);
        outgoing.remove(1);
      }
    }
    watchRoom(false);
    return true;
  }

  private void count(int sent) {
    long bytes = 0;
    for (int i = 0; i < sent; i++) {
      bytes += outgoing.length(i);
    }
    counters.sent.add(sent);
    counters.sentBytes.add(bytes);
  }

  private void watchRoom(boolean room) {
    if (awaitsRoom != room) {
      awaitsRoom = room;
      sockets.watchRoom(fd, slot, room);
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      sockets.forget(fd, slot);
    }
  }
}
