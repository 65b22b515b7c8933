package dev.kith.sim.link;

import org.jspecify.annotations.Nullable;

/// What becomes of one datagram on its way: dropped, or delivered once or twice, each copy after a
/// delay. Filled in by the links it passes; one object is used again for every datagram.
public final class Passage {
  private @Nullable Drop drop;
  private long delay;
  private long copyDelay;

  /// A passage not yet begun.
  public Passage() {}

  /// Starts anew with a datagram that will arrive once after `delayNanos`.
  public void begin(long delayNanos) {
    drop = null;
    delay = delayNanos;
    copyDelay = -1;
  }

  /// Why it is lost; `null` if it is not.
  public @Nullable Drop drop() {
    return drop;
  }

  /// When it arrives, in nanoseconds from now.
  public long delay() {
    return delay;
  }

  /// When a second copy of it arrives, in nanoseconds from now; negative if there is none.
  public long copyDelay() {
    return copyDelay;
  }

  /// It is lost.
  public void lose(Drop cause) {
    drop = cause;
  }

  void slow(long nanos) {
    delay += nanos;
    if (copyDelay >= 0) {
      copyDelay += nanos;
    }
  }

  void duplicate(long delayNanos) {
    if (copyDelay < 0) {
      copyDelay = delayNanos;
    }
  }
}
