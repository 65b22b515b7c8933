package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The memory through which all sockets of a loop receive and send; they take turns.
final class Datagrams {
  private static final int RECEIVE_COUNT = 32;
  private static final int SEND_COUNT = 64;
  // More than any UDP payload, so that nothing is ever cut.
  private static final long ROOM_BYTES = 1 << 16;

  private final Linux linux;
  private final MemorySegment room;
  private final MessageBatch incoming;
  private final MessageBatch outgoing;
  private final byte[] datagram = new byte[(int) ROOM_BYTES];

  Datagrams(Arena arena, Linux linux) {
    this.linux = linux;
    this.room = arena.allocate(RECEIVE_COUNT * ROOM_BYTES, Long.BYTES);
    this.incoming = new MessageBatch(arena, RECEIVE_COUNT);
    this.outgoing = new MessageBatch(arena, SEND_COUNT);
    for (int i = 0; i < RECEIVE_COUNT; i++) {
      incoming.payload(i, room.address() + i * ROOM_BYTES, ROOM_BYTES);
    }
  }

  /// Takes at most `max` datagrams from the system. Answers how many, or the negated errno.
  int receive(int fd, int max) {
    int count = Math.min(max, RECEIVE_COUNT);
    for (int i = 0; i < count; i++) {
      incoming.addressLength(i, SocketAddresses.BYTES);
    }
    return linux.recvmmsg(fd, incoming.address(), count);
  }

  /// Whether [#receive], asked for `max`, may have left some because it could take no more.
  boolean isFull(int count, int max) {
    return count == Math.min(max, RECEIVE_COUNT);
  }

  Endpoint source(int index) {
    return SocketAddresses.read(incoming.addresses(), incoming.addressAt(index));
  }

  int length(int index) {
    return incoming.received(index);
  }

  /// The content of a received datagram, in an array that is used again for the next.
  byte[] content(int index, int length) {
    MemorySegment.copy(room, ValueLayout.JAVA_BYTE, index * ROOM_BYTES, datagram, 0, length);
    return datagram;
  }

  /// Gives the first datagrams of `queue` to the system. Answers how many it took, or the negated
  /// errno that the first of them met.
  int send(int fd, Outgoing queue) {
    int count = Math.min(queue.count(), SEND_COUNT);
    long memory = queue.memory().address();
    for (int i = 0; i < count; i++) {
      Endpoint to = queue.target(i);
      SocketAddresses.write(outgoing.addresses(), outgoing.addressAt(i), to);
      outgoing.addressLength(i, SocketAddresses.sizeOf(to));
      outgoing.payload(i, memory + queue.offset(i), queue.length(i));
    }
    return linux.sendmmsg(fd, outgoing.address(), count);
  }
}
