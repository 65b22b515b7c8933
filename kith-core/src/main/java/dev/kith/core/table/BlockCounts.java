package dev.kith.core.table;

import dev.kith.core.net.Address;

/// How many contacts of a table fall into each of a few hundred classes of address blocks. Where a
/// class is empty, nobody shares the newcomer's block, and the contacts need not be looked through;
/// in a table of ten buckets that is so four times out of five.
///
/// Addresses without limits, such as local ones, are not counted, and nothing is kept until there
/// is one to count.
final class BlockCounts {
  private static final byte[] NOTHING = {};
  private static final int CLASSES_PER_BUCKET_SIZE = 64;
  private static final int OVERFLOWN = -1;

  private final int classes;
  private byte[] counts = NOTHING;

  BlockCounts(TableOptions options) {
    this.classes =
        options.diversity().isUnlimited()
            ? 0
            : Integer.highestOneBit(CLASSES_PER_BUCKET_SIZE * options.k());
  }

  /// Whether somebody of the block of `address` may be counted here.
  boolean mayHold(Address address) {
    return counts.length > 0 && !address.isLocal() && counts[classOf(address)] != 0;
  }

  void add(Address address) {
    if (classes == 0 || address.isLocal()) {
      return;
    }
    if (counts.length == 0) {
      counts = new byte[classes];
    }
    int at = classOf(address);
    if (counts[at] != OVERFLOWN) {
      counts[at]++; // 255 of one class are no longer told apart, and never forgotten
    }
  }

  void remove(Address address) {
    if (classes == 0 || address.isLocal()) {
      return;
    }
    int at = classOf(address);
    if (counts[at] != OVERFLOWN) {
      counts[at]--;
    }
  }

  private int classOf(Address address) {
    long block = address.isV4() ? address.low() >>> 8 : address.high();
    return (int) (block * 0x9e3779b97f4a7c15L >>> 32) & (classes - 1);
  }
}
