package dev.kith.core.io;

import dev.kith.core.net.Loop;
import dev.kith.core.time.TimingWheel;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pending timers of a loop. Those with a delay wait in the wheel, to a tenth of a millisecond;
/// those without run in the next turn.
final class Timers {
  private static final long TICK_NANOS = 100_000;

  private final TimingWheel<Runnable> wheel = new TimingWheel<>(TICK_NANOS, 0);
  private final ArrayDeque<Soon> soon = new ArrayDeque<>();

  Loop.Timer set(long now, long delayNanos, Runnable task) {
    if (delayNanos <= 0) {
      Soon timer = new Soon(task);
      soon.add(timer);
      return timer;
    }
    long deadline = delayNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delayNanos;
    long handle = wheel.schedule(deadline, task);
    return () -> wheel.cancel(handle);
  }

  /// How many are pending, and a few of those cancelled.
  int size() {
    return soon.size() + wheel.size();
  }

  /// Nanoseconds from `now` to the next deadline, at least 0; [Long#MAX_VALUE] if there is none.
  /// May be too short, never too long.
  long untilNext(long now) {
    if (!soon.isEmpty()) {
      return 0;
    }
    long next = wheel.nextWake();
    return next == Long.MAX_VALUE ? next : Math.max(0, next - now);
  }

  /// Passes at most about `max` due tasks to `runner`; not those that they set meanwhile.
  void run(long now, int max, Consumer<Runnable> runner) {
    // What is set with a delay belongs to a tick after this one.
    for (int left = max - runSoon(max, runner); left > 0; left--) {
      Runnable task = wheel.poll(now);
      if (task == null) {
        return;
      }
      runner.accept(task);
    }
  }

  /// The same for those without a delay only; answers how many it has run.
  int runSoon(int max, Consumer<Runnable> runner) {
    int run = 0;
    for (int count = Math.min(soon.size(), max); count > 0; count--) {
      Runnable task = soon.remove().task;
      if (task != null) {
        runner.accept(task);
        run++;
      }
    }
    return run;
  }

  /// A timer without delay.
  private static final class Soon implements Loop.Timer {
    private @Nullable Runnable task;

    private Soon(Runnable task) {
      this.task = task;
    }

    @Override
    public void cancel() {
      task = null;
    }
  }
}
