package dev.kith.sim;

import java.time.Duration;

/// The two clocks of one host: a monotonic one that may run a little fast or slow, and a wall clock
/// that may be wrong and may jump. The monotonic clock survives a restart, as that of a machine
/// does whose process dies.
public final class HostClock {
  /// What a correct wall clock shows when a world begins: 2026-01-01T00:00Z in milliseconds.
  public static final long WALL_START = 1_767_225_600_000L;

  /// The largest drift either way, in parts per million.
  public static final int MOST_DRIFT = 1_000;

  private static final int MILLION = 1_000_000;

  private final long origin;
  private final int driftPpm;
  private long wallOffsetMillis;

  HostClock(long origin, int driftPpm, Duration wallOffset) {
    if (Math.abs(driftPpm) > MOST_DRIFT) {
      throw new IllegalArgumentException(
          "the drift is at most " + MOST_DRIFT + " ppm either way, not " + driftPpm);
    }
    this.origin = origin;
    this.driftPpm = driftPpm;
    this.wallOffsetMillis = wallOffset.toMillis();
  }

  /// Moves the wall clock, forth or back.
  public void jumpWall(Duration by) {
    wallOffsetMillis += by.toMillis();
  }

  /// How far the wall clock is from the true time.
  public Duration wallOffset() {
    return Duration.ofMillis(wallOffsetMillis);
  }

  long monotonic(long worldNow) {
    return driftPpm == 0
        ? origin + worldNow
        : origin + worldNow + Math.floorDiv(worldNow * driftPpm, MILLION);
  }

  long wallMillis(long worldNow) {
    return WALL_START + wallOffsetMillis + worldNow / MILLION;
  }

  /// How long the world waits until this clock has moved on by `nanos`.
  long worldDelay(long nanos) {
    if (driftPpm == 0) {
      return nanos;
    }
    return (long) StrictMath.ceil((double) nanos * MILLION / (MILLION + driftPpm)) + 1;
  }
}
