package dev.kith.core.rpc;

import org.jspecify.annotations.Nullable;

/// The bound on how many requests a node has in flight at a time, and the queue in front of it.
///
/// Foreground work always goes first; background work takes a slot only when no foreground work
/// waits for one. Within a class, first come, first served. A lookup with more to ask after its
/// turn queues itself again, so lookups take turns.
///
/// Queueing, starting and withdrawing cost the same however much work waits. An idle window holds
/// no queues. For one thread.
///
/// @param <W> a piece of work that leads to one request; extends [Entry] so that no object is made
///   for its place
public final class InFlightWindow<W extends InFlightWindow.Entry> {
  private final int slots;
  private final int mostQueued;
  private @Nullable Queue foreground;
  private @Nullable Queue background;
  private int inFlight;

  /// A window of `slots` requests, with up to `mostQueued` pieces of work of each class waiting.
  public InFlightWindow(int slots, int mostQueued) {
    if (slots < 1 || mostQueued < 1) {
      throw new IllegalArgumentException(
          "at least one slot and one place in the queue, not " + slots + " and " + mostQueued);
    }
    this.slots = slots;
    this.mostQueued = mostQueued;
  }

  /// What can wait for a slot: in one window at a time.
  public abstract static class Entry {
    private @Nullable Queue queue;
    private @Nullable Entry before;
    private @Nullable Entry after;

    /// For subclasses; the entry does not wait yet.
    protected Entry() {}
  }

  /// Queues work, which must not wait already, and returns whether there was room for it. Take it
  /// up with [#start].
  public boolean queue(Priority priority, W work) {
    Queue queue = queueFor(priority);
    if (queue.size >= mostQueued) {
      return false;
    }
    queue.add(work);
    return true;
  }

  /// The work whose turn it is, which now holds a slot until [#ended]; `null` if no slot is free or
  /// nothing waits. The caller takes up work until it gets `null`, after queueing and after a
  /// request has ended.
  @SuppressWarnings("unchecked") // only a W is ever queued
  public @Nullable W start() {
    if (inFlight >= slots) {
      return null;
    }
    Entry next = foreground == null ? null : foreground.poll();
    if (next == null && background != null) {
      next = background.poll();
    }
    if (next == null) {
      foreground = null;
      background = null;
      return null;
    }
    inFlight++;
    return (W) next;
  }

  /// Frees a slot: a request has ended, however that was, or the work led to none.
  ///
  /// @throws IllegalStateException if no slot is held
  public void ended() {
    if (inFlight == 0) {
      throw new IllegalStateException("no request is in flight that could end");
    }
    inFlight--;
  }

  /// Takes work that has not started out of the queue; returns whether it was there.
  public boolean withdraw(W work) {
    Entry withdrawn = work;
    Queue queue = withdrawn.queue;
    if (queue == null) {
      return false;
    }
    queue.remove(withdrawn);
    return true;
  }

  /// The number of slots held.
  public int inFlight() {
    return inFlight;
  }

  /// The number of pieces of work waiting.
  public int queued() {
    return (foreground == null ? 0 : foreground.size) + (background == null ? 0 : background.size);
  }

  private Queue queueFor(Priority priority) {
    return switch (priority) {
      case FOREGROUND -> {
        foreground = foreground == null ? new Queue() : foreground;
        yield foreground;
      }
      case BACKGROUND -> {
        background = background == null ? new Queue() : background;
        yield background;
      }
    };
  }

  /// The work of one class that waits: a chain, from which any can be taken out.
  private static final class Queue {
    private @Nullable Entry first;
    private @Nullable Entry last;
    private int size;

    void add(Entry entry) {
      if (last == null) {
        first = entry;
      } else {
        last.after = entry;
      }
      entry.queue = this;
      entry.before = last;
      last = entry;
      size++;
    }

    @Nullable Entry poll() {
      Entry next = first;
      if (next != null) {
        remove(next);
      }
      return next;
    }

    void remove(Entry entry) {
      Entry before = entry.before;
      Entry after = entry.after;
      if (before == null) {
        first = after;
      } else {
        before.after = after;
      }
      if (after == null) {
        last = before;
      } else {
        after.before = before;
      }
      entry.queue = null;
      entry.before = null;
      entry.after = null;
      size--;
    }
  }
}
