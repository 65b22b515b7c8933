package dev.kith.core.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An array of `struct mmsghdr`, each with one `struct iovec` and one address: what `recvmmsg` and
/// `sendmmsg` work on.
///
/// ```text
/// mmsghdr, 64 bytes:  0 name  8 namelen  16 iov  24 iovlen  32 control  40 controllen  48 flags
///                    56 len
/// iovec, 16 bytes:    0 base  8 len
/// ```
///
/// This is the kernel's layout, the same on x86_64 and aarch64.
final class MessageBatch {
  private static final long HEADER_BYTES = 64;
  private static final long IOVEC_BYTES = 16;
  private static final long NAME_LENGTH_AT = 8;
  private static final long IOVEC_AT = 16;
  private static final long IOVEC_COUNT_AT = 24;
  private static final long LENGTH_AT = 56;

  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment addresses;
  private final int capacity;

  MessageBatch(Arena arena, int capacity) {
    this.capacity = capacity;
    headers = arena.allocate(capacity * HEADER_BYTES, Long.BYTES);
    vectors = arena.allocate(capacity * IOVEC_BYTES, Long.BYTES);
    addresses = arena.allocate((long) capacity * SocketAddresses.BYTES, Long.BYTES);
    for (int i = 0; i < capacity; i++) {
      long header = i * HEADER_BYTES;
      headers.set(ValueLayout.JAVA_LONG, header, addresses.address() + addressAt(i));
      headers.set(ValueLayout.JAVA_LONG, header + IOVEC_AT, vectors.address() + i * IOVEC_BYTES);
      headers.set(ValueLayout.JAVA_LONG, header + IOVEC_COUNT_AT, 1);
    }
  }

  int capacity() {
    return capacity;
  }

  /// Where the array is.
  long address() {
    return headers.address();
  }

  /// The memory of the addresses; that of message `index` is at [#addressAt].
  MemorySegment addresses() {
    return addresses;
  }

  long addressAt(int index) {
    return (long) index * SocketAddresses.BYTES;
  }

  /// Points message `index` to its payload.
  void payload(int index, long address, long length) {
    vectors.set(ValueLayout.JAVA_LONG, index * IOVEC_BYTES, address);
    vectors.set(ValueLayout.JAVA_LONG, index * IOVEC_BYTES + Long.BYTES, length);
  }

  /// Says how long the address of message `index` is, or how much room there is for it.
  void addressLength(int index, int length) {
    headers.set(ValueLayout.JAVA_INT, index * HEADER_BYTES + NAME_LENGTH_AT, length);
  }

  /// How many bytes of message `index` were received.
  int received(int index) {
    return headers.get(ValueLayout.JAVA_INT, index * HEADER_BYTES + LENGTH_AT);
  }
}
