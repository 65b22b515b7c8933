package dev.kith.sim;

import dev.kith.core.net.Loop;
import dev.kith.core.time.TimingWheel;
import org.jspecify.annotations.Nullable;

/// A timer of one simulated loop, a link of the list of all its live ones.
final class SimTimer implements Loop.Timer, Occurrence {
  private final SimLoop loop;
  private final Runnable task;
  long handle = TimingWheel.NONE;
  @Nullable SimTimer previous;
  @Nullable SimTimer next;

  SimTimer(SimLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  @Override
  public void cancel() {
    if (handle != TimingWheel.NONE) {
      loop.cancel(this);
    }
  }

  @Override
  public int kind() {
    return loop.host().index();
  }

  @Override
  public void happen() {
    if (loop.host().isHeld()) {
      loop.postpone(this);
      return;
    }
    loop.done(this);
    task.run();
  }
}
