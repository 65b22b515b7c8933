package dev.kith.core.time;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A queue of future events, ordered by time: a hierarchical timing wheel (Varghese and Lauck
/// 1987).
///
/// Time is cut into ticks, and an event belongs to the first tick that begins at or after the
/// moment it is due, so it is never early and less than one tick late. Events of one tick come in
/// the order in which they were scheduled. Scheduling and cancelling cost the same however many
/// events wait; an event moves from wheel to finer wheel at most once for each level, and an hour
/// in which nothing is due costs a few steps. Every time a `long` can hold is within the horizon;
/// there the last tick is cut short, and what would be due after it belongs to it.
///
/// Events live in a pool, by index: each takes 32 bytes and a reference, and no object is made.
/// Memory grows to the most events that ever waited together, and is kept. The owner bounds that.
/// For one thread; the time is told by the caller, in nanoseconds, and must not be negative.
///
/// How it works: level `l` has 512 slots of 512^l ticks each. An event sits at the level of the
/// highest base-512 digit in which its tick differs from the current one, in the slot of its own
/// digit there. When the current tick enters a slot, the slot's events are dealt out to finer
/// levels in their order. That keeps events of one tick in order of scheduling: an event can only
/// be placed at a finer level than an earlier one of the same tick after that earlier one was dealt
/// out.
///
/// @param <T> what is handed back when an event is due
public final class TimingWheel<T> {
  /// A handle that no event ever has.
  public static final long NONE = -1;

  private static final int DIGIT_BITS = 9;
  private static final int SLOTS = 1 << DIGIT_BITS;
  private static final int DIGIT_MASK = SLOTS - 1;
  private static final int WORDS_PER_LEVEL = SLOTS / 64;

  // One event, or the head of one slot's circular list, is four words: links (next and previous
  // index), tick, data, generation. They lie together because they are used together.
  private static final int STRIDE = 4;
  private static final int TICK = 1;
  private static final int DATA = 2;
  private static final int GENERATION = 3;

  private final long tickNanos;
  private final long lastTick;
  private final int levels;
  private final int heads;
  private final long[] occupied; // a bit for each slot that has events, level by level

  private long[] words;
  private @Nullable Object[] payloads; // by index, the heads left out
  private int unused; // index of the first of the free events, linked by next; 0 = none
  private int frontier; // the first index never used
  private int size;

  private long current; // the tick being drained
  private long polledTick;
  private long polledData;

  /// An empty wheel whose time stands at `now`.
  ///
  /// @param tickNanos the length of a tick in nanoseconds, from 1
  public TimingWheel(long tickNanos, long now) {
    if (tickNanos < 1 || now < 0) {
      throw new IllegalArgumentException(
          "a tick has at least 1 ns and time is not negative, not " + tickNanos + ", " + now);
    }
    this.tickNanos = tickNanos;
    this.lastTick = Long.MAX_VALUE / tickNanos;
    this.current = now / tickNanos;
    int tickBits = Long.SIZE - Long.numberOfLeadingZeros(lastTick);
    this.levels = (tickBits + DIGIT_BITS - 1) / DIGIT_BITS;
    this.heads = levels * SLOTS;
    this.occupied = new long[levels * WORDS_PER_LEVEL];
    this.frontier = heads;
    this.words = new long[(heads + 64) * STRIDE];
    this.payloads = new Object[64];
    for (int head = 0; head < heads; head++) {
      link(head, head, head);
    }
  }

  /// Adds an event due at `dueNanos`; a moment already past means the current tick. Returns a
  /// handle to cancel it by.
  public long schedule(long dueNanos, T payload) {
    return schedule(dueNanos, payload, 0);
  }

  /// As [#schedule(long,Object)], with a number of the caller's that comes back by [#polledData].
  public long schedule(long dueNanos, T payload, long data) {
    long tick = dueNanos / tickNanos;
    if (tick * tickNanos < dueNanos && tick < lastTick) {
      tick++;
    }
    int event = allocate();
    int at = event * STRIDE;
    words[at + TICK] = Math.max(tick, current);
    words[at + DATA] = data;
    payloads[event - heads] = payload;
    size++;
    place(event);
    return words[at + GENERATION] << 32 | event;
  }

  /// Removes an event that has been neither polled nor cancelled, and returns whether there was
  /// one. A handle of the past is harmless.
  public boolean cancel(long handle) {
    int event = (int) handle;
    if (event < heads || event >= frontier || words[event * STRIDE + GENERATION] != handle >>> 32) {
      return false;
    }
    unlink(event);
    release(event);
    return true;
  }

  /// Takes the next event that is due at `now` or before; `null` if there is none. Time moves on to
  /// that event's tick, or to `now`; it never moves back.
  public @Nullable T poll(long now) {
    long limit = now / tickNanos;
    while (true) {
      int head = (int) current & DIGIT_MASK;
      int event = next(head);
      if (event != head) {
        if (current > limit) {
          return null;
        }
        return take(event);
      }
      if (current >= limit || !advance(limit)) {
        return null;
      }
    }
  }

  /// When the event polled last was due, in nanoseconds: the beginning of its tick.
  public long polledAt() {
    return polledTick * tickNanos;
  }

  /// The number that was given with the event polled last.
  public long polledData() {
    return polledData;
  }

  /// A time before which nothing is due, so that one may sleep until then; `Long.MAX_VALUE` if
  /// there are no events. It is exact for events within the finest wheel and may be early for
  /// others.
  public long nextWake() {
    if (size == 0) {
      return Long.MAX_VALUE;
    }
    for (int level = 0; level < levels; level++) {
      int from = digit(current, level) + (level == 0 ? 0 : 1);
      int slot = nextOccupied(level, from);
      if (slot >= 0) {
        return slotStart(level, slot) * tickNanos;
      }
    }
    throw new IllegalStateException(size + " events in no slot");
  }

  /// The number of events waiting.
  public int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  private T take(int event) {
    int at = event * STRIDE;
    polledTick = words[at + TICK];
    polledData = words[at + DATA];
    T payload = (T) Objects.requireNonNull(payloads[event - heads]);
    unlink(event);
    release(event);
    return payload;
  }

  /// Moves the current tick to the next slot of the finest wheel that has events, or to `limit` if
  /// that comes first, and returns whether there may be something to drain. Enters every slot of
  /// every level at its very start, for the order rests on that.
  private boolean advance(long limit) {
    for (int level = 0; level < levels; level++) {
      int slot = nextOccupied(level, digit(current, level) + 1);
      if (slot < 0) {
        continue;
      }
      long start = slotStart(level, slot);
      if (start > limit) {
        break;
      }
      current = start;
      if (level > 0) {
        deal(level * SLOTS + slot);
      }
      return true;
    }
    // Nothing up to the limit: every slot that the way there enters is empty.
    current = limit;
    return false;
  }

  /// Places the events of a coarse slot anew, in their order; all of them go to finer levels.
  private void deal(int head) {
    int event = next(head);
    link(head, head, head);
    markEmpty(head);
    while (event != head) {
      int following = next(event);
      place(event);
      event = following;
    }
  }

  private void place(int event) {
    long tick = words[event * STRIDE + TICK];
    long difference = tick ^ current;
    int level = difference == 0 ? 0 : (63 - Long.numberOfLeadingZeros(difference)) / DIGIT_BITS;
    int head = level * SLOTS + digit(tick, level);
    int last = previous(head);
    setNext(last, event);
    link(event, head, last);
    setPrevious(head, event);
    occupied[head >>> 6] |= 1L << head;
  }

  private void unlink(int event) {
    int next = next(event);
    int previous = previous(event);
    setNext(previous, next);
    setPrevious(next, previous);
    if (next == previous && next < heads) {
      markEmpty(next);
    }
  }

  private int allocate() {
    if (unused != 0) {
      int event = unused;
      unused = next(event);
      return event;
    }
    if (frontier - heads == payloads.length) {
      int capacity = Math.addExact(payloads.length, payloads.length);
      payloads = Arrays.copyOf(payloads, capacity);
      words = Arrays.copyOf(words, Math.multiplyExact(heads + capacity, STRIDE));
    }
    return frontier++;
  }

  private void release(int event) {
    payloads[event - heads] = null;
    int at = event * STRIDE + GENERATION;
    words[at] = words[at] + 1 & 0x7fffffffL;
    setNext(event, unused);
    unused = event;
    size--;
  }

  private static int digit(long tick, int level) {
    return (int) (tick >>> (level * DIGIT_BITS)) & DIGIT_MASK;
  }

  /// The first tick of a slot that is not yet behind the current tick.
  private long slotStart(int level, int slot) {
    int shift = level * DIGIT_BITS;
    return ((current >>> (shift + DIGIT_BITS) << DIGIT_BITS) | slot) << shift;
  }

  /// The first slot of `level` from `from` on that has events, or -1.
  private int nextOccupied(int level, int from) {
    int base = level * WORDS_PER_LEVEL;
    int word = from >>> 6;
    if (word >= WORDS_PER_LEVEL) {
      return -1;
    }
    long bits = occupied[base + word] & -1L << from;
    while (bits == 0) {
      if (++word == WORDS_PER_LEVEL) {
        return -1;
      }
      bits = occupied[base + word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  private void markEmpty(int head) {
    occupied[head >>> 6] &= ~(1L << head);
  }

  private int next(int index) {
    return (int) (words[index * STRIDE] >>> 32);
  }

  private int previous(int index) {
    return (int) words[index * STRIDE];
  }

  private void link(int index, int next, int previous) {
    words[index * STRIDE] = (long) next << 32 | previous;
  }

  private void setNext(int index, int next) {
    int at = index * STRIDE;
    words[at] = (words[at] & 0xffffffffL) | ((long) next << 32);
  }

  private void setPrevious(int index, int previous) {
    int at = index * STRIDE;
    words[at] = (words[at] & 0xffffffff00000000L) | previous;
  }
}
