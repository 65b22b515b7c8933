package dev.kith.core.rpc;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The bound on how many requests a node has in flight at a time, and the queue in front of it.
///
/// Foreground work always goes first; background work takes a slot only when no foreground work
/// waits for one. Within a class, first come, first served. A lookup with more to ask after its
/// turn queues itself again, so lookups take turns.
///
/// An idle window holds no queues. For one thread.
///
/// @param <W> a piece of work that leads to one request
public final class InFlightWindow<W> {
  private final int slots;
  private final int mostQueued;
  private @Nullable ArrayDeque<W> foreground;
  private @Nullable ArrayDeque<W> background;
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

  /// Queues work and returns whether there was room for it. Take it up with [#start].
  public boolean queue(Priority priority, W work) {
    ArrayDeque<W> queue = queueFor(priority);
    return queue.size() < mostQueued && queue.add(work);
  }

  /// The work whose turn it is, which now holds a slot until [#ended]; `null` if no slot is free or
  /// nothing waits. The caller takes up work until it gets `null`, after queueing and after a
  /// request has ended.
  public @Nullable W start() {
    if (inFlight >= slots) {
      return null;
    }
    W next = foreground == null ? null : foreground.poll();
    if (next == null && background != null) {
      next = background.poll();
    }
    if (next == null) {
      foreground = null;
      background = null;
      return null;
    }
    inFlight++;
    return next;
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
    return foreground != null && foreground.remove(work)
        || background != null && background.remove(work);
  }

  /// The number of slots held.
  public int inFlight() {
    return inFlight;
  }

  /// The number of pieces of work waiting.
  public int queued() {
    return (foreground == null ? 0 : foreground.size())
        + (background == null ? 0 : background.size());
  }

  private ArrayDeque<W> queueFor(Priority priority) {
    return switch (priority) {
      case FOREGROUND -> {
        foreground = foreground == null ? new ArrayDeque<>(4) : foreground;
        yield foreground;
      }
      case BACKGROUND -> {
        background = background == null ? new ArrayDeque<>(4) : background;
        yield background;
      }
    };
  }
}
