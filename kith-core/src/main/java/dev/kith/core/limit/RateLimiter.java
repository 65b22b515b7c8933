package dev.kith.core.limit;

/// Allows things at a bounded rate: a token bucket.
///
/// Told the time in nanoseconds, never negative; for one thread.
public final class RateLimiter {
  private final Rate rate;
  private long fullAt;

  private RateLimiter(Rate rate) {
    this.rate = rate;
  }

  /// Allows `perSecond` a second in the long run, and `burst` at once after a rest.
  public static RateLimiter bursty(long burst, long perSecond) {
    return new RateLimiter(new Rate(burst, perSecond));
  }

  /// Allows `perSecond` a second, evenly spaced.
  public static RateLimiter smooth(long perSecond) {
    return new RateLimiter(new Rate(1, perSecond));
  }

  /// Whether one more is allowed now; if so it is taken.
  public boolean admits(long now) {
    return admits(now, 1);
  }

  /// Whether `cost` is allowed now, all of it; if so it is taken. More than the burst never is.
  public boolean admits(long now, long cost) {
    long charged = rate.charge(now, fullAt, cost);
    if (charged == Rate.REFUSED) {
      return false;
    }
    fullAt = charged;
    return true;
  }

  /// How long to wait, in nanoseconds, until `cost` will be allowed; 0 if it is now.
  ///
  /// @throws IllegalArgumentException if `cost` is more than the burst
  public long nanosUntil(long now, long cost) {
    if (cost > rate.burst()) {
      throw new IllegalArgumentException(
          cost + " at once is never allowed, the burst is " + rate.burst());
    }
    long charged = Math.max(now, fullAt) + rate.nanosFor(cost);
    return Math.max(0, charged - now - rate.nanosFor(rate.burst()));
  }
}
