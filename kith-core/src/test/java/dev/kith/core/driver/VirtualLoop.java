package dev.kith.core.driver;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/// A loop of timers and tasks whose time passes when the test says so.
final class VirtualLoop implements Loop {
  static final long SECOND = 1_000_000_000;

  /// What tasks threw, as a loop would report it.
  final List<RuntimeException> broken = new ArrayList<>();

  /// Whether it is so far behind that it refuses tasks.
  boolean isFull;

  private final TreeMap<Moment, Runnable> timers = new TreeMap<>();
  private final Random random = new Random(7);
  private long now = 1;
  private long sequence;

  private record Moment(long at, long sequence) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
    }
  }

  /// Lets `nanos` pass.
  void run(long nanos) {
    long end = now + nanos;
    while (!timers.isEmpty() && timers.firstKey().at <= end) {
      var due = timers.pollFirstEntry();
      now = due.getKey().at;
      try {
        due.getValue().run();
      } catch (RuntimeException thrown) {
        broken.add(thrown);
      }
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
    Moment moment = new Moment(now + Math.max(0, delayNanos), sequence++);
    timers.put(moment, task);
    return () -> timers.remove(moment);
  }

  @Override
  public void execute(Runnable task) {
    if (isFull) {
      throw new RejectedExecutionException("too many tasks");
    }
    after(0, task);
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) {
    throw new UnsupportedOperationException("no sockets here");
  }

  @Override
  public Disk disk() {
    throw new UnsupportedOperationException("no disk here");
  }
}
