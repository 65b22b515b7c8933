package dev.kith.core.table;

/// How a routing table is shaped. Immutable.
///
/// @param k most contacts in one bucket, 1 to 64
/// @param replacements most contacts waiting in one bucket for a place to fall vacant
/// @param failuresUntilStale failures in a row after which a contact is no longer handed out and
///   gives way to a replacement or a newcomer
/// @param failuresUntilRemoved failures in a row after which a contact leaves even if nobody is
///   there to take its place; not below `failuresUntilStale`
/// @param splitting which full buckets split
/// @param diversity how many contacts of one operator are taken
public record TableOptions(
    int k,
    int replacements,
    int failuresUntilStale,
    int failuresUntilRemoved,
    Splitting splitting,
    Diversity diversity) {
  /// Checks the ranges.
  public TableOptions {
    if (k < 1 || k > 64) {
      throw new IllegalArgumentException("k is 1 to 64, not " + k);
    }
    if (replacements < 0) {
      throw new IllegalArgumentException("replacements is not negative, not " + replacements);
    }
    if (failuresUntilStale < 1 || failuresUntilRemoved < failuresUntilStale) {
      throw new IllegalArgumentException(
          "1 <= failuresUntilStale <= failuresUntilRemoved, not "
              + failuresUntilStale
              + " and "
              + failuresUntilRemoved);
    }
  }

  /// Buckets of `k` with as many replacements, contacts stale after two failures and removed after
  /// five, split around the own id, one contact an address.
  public static TableOptions of(int k) {
    return new TableOptions(k, k, 2, 5, Splitting.OWN_RANGE, Diversity.STRICT);
  }

  /// The same with other diversity limits.
  public TableOptions with(Diversity limits) {
    return new TableOptions(
        k, replacements, failuresUntilStale, failuresUntilRemoved, splitting, limits);
  }

  /// The same with another splitting rule.
  public TableOptions with(Splitting rule) {
    return new TableOptions(
        k, replacements, failuresUntilStale, failuresUntilRemoved, rule, diversity);
  }

  /// The same with room for another number of replacements a bucket.
  public TableOptions withReplacements(int count) {
    return new TableOptions(
        k, count, failuresUntilStale, failuresUntilRemoved, splitting, diversity);
  }
}
