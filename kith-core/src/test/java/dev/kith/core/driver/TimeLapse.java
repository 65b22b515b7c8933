package dev.kith.core.driver;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;

/// A loop on which days pass in no time, and only when the test says so.
final class TimeLapse implements Loop {
  private static final Comparator<Due> ORDER =
      Comparator.comparingLong(Due::at).thenComparingLong(Due::number);

  private final Random random = new Random(7);
  private final PriorityQueue<Due> queue = new PriorityQueue<>(ORDER);
  private long now;
  private long tasks;

  private static final class Due implements Timer {
    private final long at;
    private final long number;
    private Runnable task;

    Due(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    long at() {
      return at;
    }

    long number() {
      return number;
    }

    @Override
    public void cancel() {
      task = () -> {};
    }
  }

  /// Lets this much time pass.
  void pass(long nanos) {
    long end = now + nanos;
    while (!queue.isEmpty() && queue.element().at <= end) {
      Due due = queue.remove();
      now = Math.max(now, due.at);
      due.task.run();
    }
    now = end;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallMillis() {
    return now / 1_000_000;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    Due due = new Due(now + Math.max(0, delayNanos), tasks++, task);
    queue.add(due);
    return due;
  }

  @Override
  public void execute(Runnable task) {
    after(0, task);
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) {
    throw new UnsupportedOperationException("nothing is sent here");
  }

  @Override
  public Disk disk() {
    throw new UnsupportedOperationException("nothing is kept here");
  }
}
