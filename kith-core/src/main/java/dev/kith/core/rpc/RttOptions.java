package dev.kith.core.rpc;

import java.time.Duration;

/// The bounds between which an [RttEstimate] moves. Immutable.
///
/// @param guessNanos the median round trip assumed until samples say otherwise
/// @param marginNanos the least time between the fastest answers and a stall
/// @param leastOverdueNanos no contact is overdue before this
/// @param capNanos neither time is longer than this: the time-out of requests
public record RttOptions(long guessNanos, long marginNanos, long leastOverdueNanos, long capNanos) {
  /// Refuses times that are not positive.
  public RttOptions {
    if (guessNanos <= 0 || marginNanos <= 0 || leastOverdueNanos <= 0 || capNanos <= 0) {
      throw new IllegalArgumentException(
          "times are positive, not "
              + guessNanos
              + ", "
              + marginNanos
              + ", "
              + leastOverdueNanos
              + ", "
              + capNanos);
    }
  }

  /// For requests given up after `timeout`: a guess of 150 ms, a margin of 100 ms, nobody overdue
  /// within 300 ms.
  public static RttOptions upTo(Duration timeout) {
    return new RttOptions(150_000_000, 100_000_000, 300_000_000, timeout.toNanos());
  }

  /// The same with another guess: a few milliseconds in a private network.
  public RttOptions guessing(Duration median) {
    return new RttOptions(median.toNanos(), marginNanos, leastOverdueNanos, capNanos);
  }
}
