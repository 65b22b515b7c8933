package dev.kith.core.limit;

/// How much of something is allowed: so much each second, and so much at once after a rest.
///
/// A bucket of this rate is a single moment: the one at which it will be full again. Taking from it
/// moves that moment into the future, at most as far as an empty bucket takes to fill (the generic
/// cell rate algorithm, ITU-T I.371). A bucket whose moment has passed is full, like one never
/// used; so tables of buckets can forget it.
///
/// @param burst most at once, from 1 to 2^32
/// @param perSecond the rate in the long run, from 1 to 2^32
public record Rate(long burst, long perSecond) {
  /// What a charge answers when there is too little in the bucket.
  static final long REFUSED = -1;

  private static final long SECOND = 1_000_000_000;
  private static final long MOST = 1L << 32;

  /// Checks the ranges.
  public Rate {
    if (burst < 1 || burst > MOST || perSecond < 1 || perSecond > MOST) {
      throw new IllegalArgumentException(
          "a burst and a rate are 1 to 2^32, not " + burst + " and " + perSecond + " a second");
    }
  }

  /// When a bucket will be full that would be full at `fullAt`, after `cost` is taken at `now`; or
  /// [#REFUSED] if there is less in it.
  long charge(long now, long fullAt, long cost) {
    return charge(now, fullAt, cost, 0);
  }

  /// The same for a cost that has to leave `kept` in the bucket.
  long charge(long now, long fullAt, long cost, long kept) {
    if (cost > burst - kept) {
      return REFUSED;
    }
    long charged = Math.max(now, fullAt) + nanosFor(cost);
    return charged - now <= nanosFor(burst - kept) ? charged : REFUSED;
  }

  /// The time in which `amount` comes in, rounded up, so that rounding never allows more.
  long nanosFor(long amount) {
    return Math.ceilDiv(amount * SECOND, perSecond);
  }
}
