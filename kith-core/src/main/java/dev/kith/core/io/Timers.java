package dev.kith.core.io;

import dev.kith.core.net.Loop;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// The pending timers of a loop, by deadline and then in the order in which they were set.
final class Timers {
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private long sequence;

  Loop.Timer set(long deadline, Runnable task) {
    Pending timer = new Pending(deadline, sequence++, task);
    pending.add(timer);
    return timer;
  }

  /// Nanoseconds from `now` to the next deadline, at least 0; [Long#MAX_VALUE] if there is none.
  long untilNext(long now) {
    Pending next = pending.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.deadline - now);
  }

  /// Passes at most `max` due tasks to `runner`; not those that they set meanwhile.
  void run(long now, int max, Consumer<Runnable> runner) {
    long end = sequence;
    for (int i = 0; i < max; i++) {
      Pending next = pending.peek();
      if (next == null || next.deadline > now || next.sequence >= end) {
        return;
      }
      pending.remove();
      runner.accept(next.task);
    }
  }

  private final class Pending implements Loop.Timer, Comparable<Pending> {
    private final long deadline;
    private final long sequence;
    private final Runnable task;

    private Pending(long deadline, long sequence, Runnable task) {
      this.deadline = deadline;
      this.sequence = sequence;
      this.task = task;
    }

    @Override
    public void cancel() {
      pending.remove(this);
    }

    @Override
    public int compareTo(Pending other) {
      int byDeadline = Long.compare(deadline, other.deadline);
      return byDeadline != 0 ? byDeadline : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(Object object) {
      return this == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
