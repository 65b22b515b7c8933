package dev.kith.node.mainline;

import java.time.Duration;

/// Numbers as results show them.
final class Numbers {
  private Numbers() {}

  /// Milliseconds, to the microsecond.
  static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }
}
