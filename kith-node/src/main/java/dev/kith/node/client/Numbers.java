package dev.kith.node.client;

import java.time.Duration;

/// Numbers as results show them.
public final class Numbers {
  private Numbers() {}

  /// Milliseconds, to the microsecond.
  public static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }
}
