package dev.kith.sim;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.time.TimingWheel;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The loop of one host between a start and a crash. After the crash it is dead: its timers are
/// gone, and whoever still holds it can do nothing with it.
final class SimLoop implements Loop {
  private final World world;
  private final SimHost host;
  private final SplitMix random;
  private @Nullable SimTimer timers;
  private boolean open = true;

  SimLoop(World world, SimHost host, SplitMix random) {
    this.world = world;
    this.host = host;
    this.random = random;
  }

  SimHost host() {
    return host;
  }

  World world() {
    return world;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public long now() {
    return host.clock().monotonic(world.now());
  }

  @Override
  public long wallMillis() {
    return host.clock().wallMillis(world.now());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    SimTimer timer = new SimTimer(this, task);
    if (!open) {
      return timer;
    }
    timer.next = timers;
    if (timers != null) {
      timers.previous = timer;
    }
    timers = timer;
    timer.handle = world.schedule(host.clock().worldDelay(Math.max(0, delayNanos)), timer);
    return timer;
  }

  @Override
  public void execute(Runnable task) {
    if (!open) {
      throw new RejectedExecutionException("the loop of " + host + " has closed");
    }
    if (world.isOwnThread()) {
      after(0, task);
    } else {
      world.fromOutside(() -> after(0, task));
    }
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) throws IOException {
    if (!open) {
      throw new IOException("the loop of " + host + " has closed");
    }
    return world.network().open(host, local, codec, inbox);
  }

  @Override
  public Disk disk() {
    return host.disk().seenBy(this);
  }

  @Override
  public <T> T shared(T value) {
    return world.shared().of(value);
  }

  int liveTimers() {
    int count = 0;
    for (SimTimer timer = timers; timer != null; timer = timer.next) {
      count++;
    }
    return count;
  }

  void cancel(SimTimer timer) {
    world.cancel(timer.handle);
    done(timer);
  }

  void postpone(SimTimer timer) {
    timer.handle = world.schedule(host.heldFor(), timer);
  }

  void done(SimTimer timer) {
    timer.handle = TimingWheel.NONE;
    SimTimer previous = timer.previous;
    SimTimer next = timer.next;
    if (previous == null) {
      timers = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    timer.previous = null;
    timer.next = null;
  }

  void close() {
    open = false;
    while (timers != null) {
      cancel(timers);
    }
  }
}
