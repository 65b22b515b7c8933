package dev.kith.core.limit;

import dev.kith.core.net.Address;
import java.util.Arrays;

/// A map of bounded size from addresses to moments: when a bucket will be full, until when an
/// address counts as validated. An entry whose moment has passed means nothing any more, and its
/// place is free.
///
/// The table is cut into sets of eight places; an address belongs to the set, and is known by the
/// hash, that a secret seed gives it, so strangers cannot aim at a set. If all eight places of a
/// full-grown table's set are taken, the entry with the earliest moment gives way: the one that was
/// nearest to meaning nothing. No object is made for an entry (16 bytes), and the table begins
/// empty: it doubles when a set overflows.
final class AddressMoments {
  /// What is found for an address without an entry.
  static final long NONE = 0;

  private static final int WAYS = 8;
  private static final long[] EMPTY = {};

  private final int most;
  private final long seed;
  private long[] hashes = EMPTY;
  private long[] moments = EMPTY;

  /// A table for up to `most` addresses, rounded up to a power of two of at least eight.
  AddressMoments(int most, long seed) {
    if (most < 1 || most > 1 << 28) {
      throw new IllegalArgumentException("a table is for 1 to 2^28 addresses, not " + most);
    }
    this.most = Math.max(WAYS, Integer.highestOneBit(most - 1) << 1);
    this.seed = seed;
  }

  /// The moment of `address`, [#NONE] if it has no entry; it may have passed.
  long get(Address address) {
    int place = find(hash(address));
    return place < 0 ? NONE : moments[place];
  }

  /// Sets the moment of `address`.
  void put(long now, Address address, long moment) {
    long hash = hash(address);
    int place = find(hash);
    if (place < 0) {
      place = placeFor(now, hash);
      hashes[place] = hash;
    }
    moments[place] = moment;
  }

  /// The number of places, taken or free.
  int capacity() {
    return hashes.length;
  }

  private int find(long hash) {
    if (hashes.length == 0) {
      return -1;
    }
    int first = firstPlace(hash);
    for (int place = first; place < first + WAYS; place++) {
      if (hashes[place] == hash) {
        return place;
      }
    }
    return -1;
  }

  private int placeFor(long now, long hash) {
    if (hashes.length == 0) {
      grow(now);
    }
    int place = earliest(hash);
    while (moments[place] > now && hashes.length < most) {
      grow(now);
      place = earliest(hash);
    }
    return place;
  }

  private int earliest(long hash) {
    int first = firstPlace(hash);
    int earliest = first;
    for (int place = first + 1; place < first + WAYS; place++) {
      if (moments[place] < moments[earliest]) {
        earliest = place;
      }
    }
    return earliest;
  }

  // Each set is dealt out to two, so it always fits.
  private void grow(long now) {
    long[] oldHashes = hashes;
    long[] oldMoments = moments;
    hashes = new long[Math.max(WAYS, 2 * oldHashes.length)];
    moments = new long[hashes.length];
    Arrays.fill(moments, NONE);
    for (int old = 0; old < oldHashes.length; old++) {
      if (oldMoments[old] > now) {
        int place = earliest(oldHashes[old]);
        hashes[place] = oldHashes[old];
        moments[place] = oldMoments[old];
      }
    }
  }

  private int firstPlace(long hash) {
    return (int) hash & (hashes.length - 1) & -WAYS;
  }

  // Two rounds of SplitMix64's finishing function. 0 marks a place never used.
  private long hash(Address address) {
    long hash = mix(mix(address.low() ^ seed) + address.high() + Long.rotateLeft(seed, 32));
    return hash == 0 ? 1 : hash;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
