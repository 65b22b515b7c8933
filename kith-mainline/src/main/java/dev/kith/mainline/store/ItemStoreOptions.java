package dev.kith.mainline.store;

import java.time.Duration;

/// The bounds of an [ItemStore].
///
/// @param items the most items kept; beyond, those farthest from the own id go first
/// @param ttl how long an item is kept without being put again (BEP 44: 2 hours)
public record ItemStoreOptions(int items, Duration ttl) {
  /// 1,000 items, 2 hours.
  public static final ItemStoreOptions DEFAULT = new ItemStoreOptions(1_000, Duration.ofHours(2));

  /// Checks that both are positive.
  public ItemStoreOptions {
    if (items < 1 || ttl.isNegative() || ttl.isZero()) {
      throw new IllegalArgumentException(
          "bounds of an item store are positive: " + items + " items, " + ttl);
    }
  }
}
