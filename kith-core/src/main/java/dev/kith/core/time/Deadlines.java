package dev.kith.core.time;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A queue of entries ordered by when they are due, for machines that keep a few to some thousands:
/// a binary heap whose entries know their place, so that any of them can be taken out or moved.
///
/// Entries due at the same moment come in the order in which they were added. Adding, moving and
/// removing take a number of steps logarithmic in the size, and adding what is due last, the usual
/// case, takes one. An empty queue holds no array; for very many timers there is [TimingWheel].
/// Times are nanoseconds, never negative. For one thread.
///
/// @param <E> the entries, which extend [Entry] so that no object is made for their place
public final class Deadlines<E extends Deadlines.Entry> {
  private static final @Nullable Entry[] NONE = {};

  private @Nullable Entry[] heap = NONE;
  private int size;
  private long sequence;

  /// An empty queue.
  public Deadlines() {}

  /// What can stand in a queue: at most one at a time.
  public abstract static class Entry {
    private long due;
    private long sequence;
    private int place = -1;

    /// For subclasses; the entry stands in no queue yet.
    protected Entry() {}

    /// When this is due, as told when it was added.
    public final long due() {
      return due;
    }

    /// Whether this stands in a queue.
    public final boolean isQueued() {
      return place >= 0;
    }

    private boolean isBefore(Entry other) {
      return due != other.due ? due < other.due : sequence < other.sequence;
    }
  }

  /// Adds an entry, or moves it if it is here already.
  public void add(E entry, long due) {
    remove(entry);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, Math.max(4, 2 * size));
    }
    Entry added = entry;
    added.due = due;
    added.sequence = sequence++;
    siftUp(added, size++);
  }

  /// Takes an entry out; does nothing if it is not in.
  public void remove(E entry) {
    Entry removed = entry;
    int place = removed.place;
    if (place < 0) {
      return;
    }
    removed.place = -1;
    Entry last = at(--size);
    heap[size] = null;
    if (place < size) {
      if (place > 0 && last.isBefore(at((place - 1) / 2))) {
        siftUp(last, place);
      } else {
        siftDown(last, place);
      }
    } else if (size == 0) {
      heap = NONE;
    }
  }

  /// The entry due first, left in place; `null` if there is none.
  @SuppressWarnings("unchecked")
  public @Nullable E first() {
    return size == 0 ? null : (E) at(0);
  }

  /// Takes the entry due first, if that is due at `now` or before; else `null`.
  public @Nullable E poll(long now) {
    E first = first();
    if (first == null || first.due() > now) {
      return null;
    }
    remove(first);
    return first;
  }

  /// When the first entry is due, [Long#MAX_VALUE] if there is none.
  public long next() {
    return size == 0 ? Long.MAX_VALUE : at(0).due;
  }

  /// The number of entries.
  public int size() {
    return size;
  }

  private void siftUp(Entry entry, int from) {
    int place = from;
    while (place > 0 && entry.isBefore(at((place - 1) / 2))) {
      put(at((place - 1) / 2), place);
      place = (place - 1) / 2;
    }
    put(entry, place);
  }

  private void siftDown(Entry entry, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      if (!at(child).isBefore(entry)) {
        break;
      }
      put(at(child), place);
      place = child;
    }
    put(entry, place);
  }

  private Entry at(int place) {
    return Objects.requireNonNull(heap[place]);
  }

  private void put(Entry entry, int place) {
    heap[place] = entry;
    entry.place = place;
  }
}
