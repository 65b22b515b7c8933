package dev.kith.core.io;

import dev.kith.core.net.Endpoint;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The datagrams that one socket is to send, in order, back to back in native memory: a queue of
/// bounded size that grows as needed.
final class Outgoing {
  /// The largest UDP payload over IPv4.
  static final int MAX_DATAGRAM_BYTES = 65_507;

  private static final int FIRST_BYTES = 16 << 10;
  private static final int FIRST_COUNT = 64;
  private static final int MAX_COUNT = 4096;

  private final int maxBytes;
  private MemorySegment memory;
  private int[] offsets = new int[FIRST_COUNT];
  private int[] lengths = new int[FIRST_COUNT];
  private @Nullable Endpoint[] targets = new @Nullable Endpoint[FIRST_COUNT];
  private int head;
  private int tail;
  private int used;

  Outgoing(int maxBytes) {
    this.maxBytes = maxBytes;
    this.memory = Arena.ofAuto().allocate(Math.min(FIRST_BYTES, maxBytes));
  }

  boolean isEmpty() {
    return head == tail;
  }

  /// How many datagrams are queued; the index of each is below this.
  int count() {
    return tail - head;
  }

  /// The memory that [#offset] points into. Changes when the queue grows.
  MemorySegment memory() {
    return memory;
  }

  int offset(int index) {
    return offsets[head + index];
  }

  int length(int index) {
    return lengths[head + index];
  }

  Endpoint target(int index) {
    return Objects.requireNonNull(targets[head + index]);
  }

  /// Appends a copy. Answers false, and changes nothing, if there is no room.
  boolean add(Endpoint to, byte[] datagram, int length) {
    if (!hasRoom(length)) {
      return false;
    }
    MemorySegment.copy(datagram, 0, memory, ValueLayout.JAVA_BYTE, used, length);
    targets[tail] = to;
    offsets[tail] = used;
    lengths[tail] = length;
    tail++;
    used += length;
    return true;
  }

  /// Forgets the first `count` datagrams.
  void remove(int count) {
    Arrays.fill(targets, head, head + count, null);
    head += count;
    if (head == tail) {
      head = 0;
      tail = 0;
      used = 0;
    }
  }

  private boolean hasRoom(int length) {
    int queued = used - start();
    if (count() == MAX_COUNT || queued + length > maxBytes) {
      return false;
    }
    // Moved only when no less has left since the last time, or a queue that stays full would be
    // moved for each datagram that leaves it. So it takes at most twice the room of what it holds.
    if (tail == targets.length && head >= count()
        || used + length > memory.byteSize() && start() >= queued) {
      compact();
    }
    if (tail == targets.length) {
      targets = Arrays.copyOf(targets, 2 * tail);
      offsets = Arrays.copyOf(offsets, 2 * tail);
      lengths = Arrays.copyOf(lengths, 2 * tail);
    }
    if (used + length > memory.byteSize()) {
      long wider = Math.max(2 * memory.byteSize(), used + length);
      MemorySegment larger = Arena.ofAuto().allocate(Math.min(wider, 2L * maxBytes));
      MemorySegment.copy(memory, 0, larger, 0, used);
      memory = larger;
    }
    return true;
  }

  /// Where in memory what is queued begins.
  private int start() {
    return isEmpty() ? 0 : offsets[head];
  }

  /// Moves what is queued to the front, in place of what was sent.
  private void compact() {
    int count = count();
    int shift = start();
    MemorySegment.copy(memory, shift, memory, 0, used - shift);
    for (int i = 0; i < count; i++) {
      targets[i] = targets[head + i];
      offsets[i] = offsets[head + i] - shift;
      lengths[i] = lengths[head + i];
    }
    Arrays.fill(targets, count, tail, null);
    used -= shift;
    head = 0;
    tail = count;
  }
}
