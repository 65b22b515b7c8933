package dev.kith.core.lookup;

/// How long a lookup stands still for a silent contact. Both are much shorter than the time-out of
/// the request itself: a late answer is still used as long as the lookup runs.
///
/// @param stallNanos after this the contact no longer counts as one of the alpha in flight, so
///   another one is asked beside it
/// @param overdueNanos after this the lookup no longer waits for the contact to end, as if it had
///   failed; not below `stallNanos`
public record Patience(long stallNanos, long overdueNanos) {
  /// Checks the order of the two.
  public Patience {
    if (stallNanos <= 0 || overdueNanos < stallNanos) {
      throw new IllegalArgumentException(
          "0 < stall <= overdue, not " + stallNanos + " ns and " + overdueNanos + " ns");
    }
  }
}
