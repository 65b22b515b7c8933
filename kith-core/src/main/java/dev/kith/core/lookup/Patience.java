package dev.kith.core.lookup;

/// How long a lookup stands still for a silent contact. All are much shorter than the time-out of
/// the request itself: a late answer is still used as long as the lookup runs.
///
/// @param stallNanos after this the contact no longer counts as one of the alpha in flight, so
///   another one is asked beside it
/// @param doubtfulNanos after this it will probably not answer at all, so a stand-in is asked;
///   where many others have failed, the lookup waits for it half of the rest of the time only
/// @param overdueNanos after this the lookup no longer waits for the contact to end, as if it had
///   failed
public record Patience(long stallNanos, long doubtfulNanos, long overdueNanos) {
  /// Checks the order of the three.
  public Patience {
    if (stallNanos <= 0 || doubtfulNanos < stallNanos || overdueNanos < doubtfulNanos) {
      throw new IllegalArgumentException(
          "0 < stall <= doubtful <= overdue, not "
              + stallNanos
              + ", "
              + doubtfulNanos
              + " and "
              + overdueNanos
              + " ns");
    }
  }

  /// Doubtful after half the time after which a contact is overdue.
  public Patience(long stallNanos, long overdueNanos) {
    this(stallNanos, Math.max(stallNanos, overdueNanos / 2), overdueNanos);
  }
}
