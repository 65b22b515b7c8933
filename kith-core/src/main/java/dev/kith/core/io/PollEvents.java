package dev.kith.core.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An array of `struct epoll_event`: 32 bits of events and 64 of our own, of which the first 32
/// hold a slot. On x86_64 the two follow each other without padding, elsewhere the second is
/// aligned.
final class PollEvents {
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final long BYTES = PACKED ? 12 : 16;
  private static final long SLOT_AT = PACKED ? 4 : 8;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  private final MemorySegment memory;

  PollEvents(Arena arena, int capacity) {
    memory = arena.allocate(capacity * BYTES, Long.BYTES);
  }

  /// Where the array is.
  long address() {
    return memory.address();
  }

  /// Writes the first event of the array.
  void describe(int events, int slot) {
    memory.set(INT, 0, events);
    memory.set(INT, SLOT_AT, slot);
  }

  int slot(int index) {
    return memory.get(INT, index * BYTES + SLOT_AT);
  }
}
