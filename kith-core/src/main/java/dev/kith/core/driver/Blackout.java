package dev.kith.core.driver;

import java.time.Duration;

/// Tells a dead line of our own from contacts that do not answer: if nothing at all has arrived for
/// a minute it is the line, and no contact is to blame.
///
/// Told the time in nanoseconds; for one thread.
public final class Blackout {
  private static final long AFTER = Duration.ofMinutes(1).toNanos();

  private final Runnable onChange;
  private boolean isOn;

  /// A line that works as far as is known; `onChange` is run when that changes.
  public Blackout(Runnable onChange) {
    this.onChange = onChange;
  }

  /// Whether the line has been dead since somebody answered last.
  public boolean isOn() {
    return isOn;
  }

  /// Takes note that a request was not answered, and that anything at all arrived last at
  /// `lastHeard`. Returns whether the line is to blame.
  public boolean isToBlame(long now, long lastHeard) {
    boolean blamed = now - lastHeard > AFTER;
    if (blamed) {
      set(true);
    }
    return blamed;
  }

  /// Takes note that a request was answered.
  public void answered() {
    set(false);
  }

  private void set(boolean on) {
    if (on != isOn) {
      isOn = on;
      onChange.run();
    }
  }
}
