package dev.kith.bench.load;

/// Counts of durations in buckets that widen with them: within 3 % at any size.
final class Histogram {
  private static final int STEPS = 32; // buckets per power of two

  private final long[] counts = new long[64 * STEPS];
  private long total;

  void add(long nanos) {
    counts[bucket(nanos)]++;
    total++;
  }

  long total() {
    return total;
  }

  /// The duration in nanoseconds that `share` (0 to 1) of the counted ones do not exceed.
  long quantile(double share) {
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return upper(bucket);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    long value = Math.max(nanos, STEPS);
    int power = 63 - Long.numberOfLeadingZeros(value);
    int step = (int) (value >>> (power - 5)) & (STEPS - 1);
    return power * STEPS + step;
  }

  private static long upper(int bucket) {
    int power = bucket / STEPS;
    int step = bucket % STEPS;
    return (1L << power) + ((long) (step + 1) << (power - 5)) - 1;
  }
}
