package dev.kith.core.table;

/// Time in tenths of a second as an `int`, half the size of nanoseconds: the table needs no finer
/// time, and six years of it fit.
final class Ticks {
  private static final long NANOS = 100_000_000L;

  private Ticks() {}

  static int of(long nanos) {
    return (int) (nanos / NANOS);
  }

  static long toNanos(int ticks) {
    return ticks * NANOS;
  }
}
