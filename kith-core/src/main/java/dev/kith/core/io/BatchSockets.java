package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sockets of the system itself, waited for with epoll and woken through an eventfd, that receive
/// and send many datagrams with one system call.
final class BatchSockets implements Sockets {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_EVENTS = 128;
  private static final int WAKE_SLOT = -1;

  private final LoopOptions options;
  private final LoopCounters counters;
  private final Arena arena = Arena.ofShared();
  private final Linux linux = new Linux();
  private final Linux wakers = new Linux();
  private final MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
  private final MemorySegment drain = arena.allocate(Long.BYTES, Long.BYTES);
  private final MemorySegment address = arena.allocate(SocketAddresses.BYTES, Long.BYTES);
  private final MemorySegment number = arena.allocate(Integer.BYTES, Integer.BYTES);
  private final PollEvents events = new PollEvents(arena, MAX_EVENTS);
  private final Datagrams datagrams = new Datagrams(arena, linux);
  private final List<@Nullable BatchSocket> slots = new ArrayList<>();
  private final int epoll;
  private final int wake;
  private boolean closed;

  BatchSockets(LoopOptions options, LoopCounters counters) throws IOException {
    this.options = options;
    this.counters = counters;
    this.epoll = linux.epollCreate();
    this.wake = linux.eventfd();
    int watched = watch(wake, WAKE_SLOT, Linux.EPOLL_CTL_ADD, Linux.EPOLLIN);
    int worst = epoll < 0 ? epoll : wake < 0 ? wake : watched;
    if (worst < 0) {
      close();
      throw new IOException("cannot wait for sockets: " + Linux.explain(-worst));
    }
  }

  @Override
  public LoopOptions.Backend backend() {
    return LoopOptions.Backend.BATCHED;
  }

  @Override
  public BatchSocket open(Endpoint local) throws IOException {
    int fd = linux.socket(local.isV4() ? Linux.AF_INET : Linux.AF_INET6);
    if (fd < 0) {
      throw BindFailures.other(local, new SocketException(Linux.explain(-fd)));
    }
    try {
      configure(local, fd);
      bind(local, fd);
      int slot = freeSlot();
      must(local, watch(fd, slot, Linux.EPOLL_CTL_ADD, Linux.EPOLLIN));
      BatchSocket socket =
          new BatchSocket(this, datagrams, fd, slot, nameOf(fd), options, counters);
      slots.set(slot, socket);
      return socket;
    } catch (IOException | RuntimeException failed) {
      closeDescriptor(fd);
      throw failed;
    }
  }

  private void configure(Endpoint local, int fd) throws IOException {
    if (!local.isV4()) {
      must(local, set(fd, Linux.IPPROTO_IPV6, Linux.IPV6_V6ONLY, 1));
    }
    must(local, set(fd, Linux.SOL_SOCKET, Linux.SO_RCVBUF, options.receiveBufferBytes()));
    must(local, set(fd, Linux.SOL_SOCKET, Linux.SO_SNDBUF, options.sendBufferBytes()));
  }

  private int set(int fd, int level, int option, int value) {
    number.set(ValueLayout.JAVA_INT, 0, value);
    return linux.setsockopt(fd, level, option, number.address());
  }

  private void bind(Endpoint local, int fd) throws IOException {
    SocketAddresses.write(address, 0, local);
    int result = linux.bind(fd, address.address(), SocketAddresses.sizeOf(local));
    switch (-result) {
      case Linux.EADDRINUSE ->
          throw BindFailures.taken(local, new SocketException(Linux.explain(-result)));
      case Linux.EADDRNOTAVAIL ->
          throw BindFailures.notOfThisHost(local, new SocketException(Linux.explain(-result)));
      default -> must(local, result);
    }
  }

  private static void must(Endpoint local, int result) throws IOException {
    if (result < 0) {
      throw BindFailures.other(local, new SocketException(Linux.explain(-result)));
    }
  }

  private Endpoint nameOf(int fd) throws IOException {
    number.set(ValueLayout.JAVA_INT, 0, SocketAddresses.BYTES);
    int result = linux.getsockname(fd, address.address(), number.address());
    if (result < 0) {
      throw new SocketException(Linux.explain(-result));
    }
    return SocketAddresses.read(address, 0);
  }

  private int freeSlot() {
    int slot = slots.indexOf(null);
    if (slot < 0) {
      slot = slots.size();
      slots.add(null);
    }
    return slot;
  }

  @Override
  public void await(long nanos) throws IOException {
    int millis =
        (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(Math.max(0, nanos), NANOS_PER_MILLI));
    int count = linux.epollWait(epoll, events.address(), MAX_EVENTS, millis);
    if (count < 0 && count != -Linux.EINTR) {
      throw new IOException("waiting failed: " + Linux.explain(-count));
    }
    for (int i = 0; i < count; i++) {
      int slot = events.slot(i);
      if (slot == WAKE_SLOT) {
        int _ = linux.read(wake, drain.address(), Long.BYTES);
        continue;
      }
      BatchSocket socket = slots.get(slot);
      if (socket != null) {
        socket.ready();
      }
    }
  }

  /// Has the next wait also end when `socket` can send, or not any more.
  void watchRoom(int fd, int slot, boolean room) {
    int interest = room ? Linux.EPOLLIN | Linux.EPOLLOUT : Linux.EPOLLIN;
    watch(fd, slot, Linux.EPOLL_CTL_MOD, interest);
  }

  private int watch(int fd, int slot, int operation, int interest) {
    events.describe(interest, slot);
    return linux.epollControl(epoll, operation, fd, events.address());
  }

  @Override
  public void wake() {
    synchronized (one) {
      if (!closed) {
        int _ = wakers.write(wake, one.address(), Long.BYTES);
      }
    }
  }

  /// Forgets a socket that is being closed.
  void forget(int fd, int slot) {
    slots.set(slot, null);
    closeDescriptor(fd);
  }

  private void closeDescriptor(int fd) {
    if (linux.close(fd) < 0) {
      counters.closeFailures.add(1);
    }
  }

  @Override
  public void close() {
    for (BatchSocket socket : new ArrayList<>(slots)) {
      if (socket != null) {
        socket.close();
      }
    }
    synchronized (one) {
      if (closed) {
        return;
      }
      closed = true;
      if (epoll >= 0) {
        closeDescriptor(epoll);
      }
      if (wake >= 0) {
        closeDescriptor(wake);
      }
    }
    arena.close();
  }
}
