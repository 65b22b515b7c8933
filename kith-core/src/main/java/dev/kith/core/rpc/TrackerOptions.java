package dev.kith.core.rpc;

import java.time.Duration;

/// The bounds of a [RequestTracker]. Immutable.
///
/// @param mostOutstanding most requests waiting for an answer at a time
/// @param mostRetired most ids of requests without an answer that are kept from being used again;
///   the oldest are forgotten first
/// @param retiredNanos how long such an id is kept: longer than any reply can be under way
public record TrackerOptions(int mostOutstanding, int mostRetired, long retiredNanos) {
  /// 4,096 outstanding; up to 1,024 ids kept for half a minute.
  public static final TrackerOptions DEFAULT =
      new TrackerOptions(4_096, 1_024, Duration.ofSeconds(30).toNanos());

  /// Refuses bounds that would let nothing pass.
  public TrackerOptions {
    if (mostOutstanding < 1 || mostRetired < 0 || retiredNanos < 0) {
      throw new IllegalArgumentException(
          "at least one request outstanding and no negative bound, not "
              + mostOutstanding
              + ", "
              + mostRetired
              + ", "
              + retiredNanos);
    }
  }

  /// The same with another bound of requests at a time.
  public TrackerOptions withMostOutstanding(int most) {
    return new TrackerOptions(most, mostRetired, retiredNanos);
  }
}
