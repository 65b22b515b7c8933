package dev.kith.core.limit;

import dev.kith.core.net.Address;

/// A map of bounded size from addresses to moments: when a bucket will be full, until when an
/// address counts as validated. An entry whose moment has passed means nothing any more, and its
/// place is free.
///
/// The table is cut into sets of eight places; an address belongs to the set, and is known by the
/// hash, that a secret seed gives it, so strangers cannot aim at a set. If all eight places of a
/// full-grown table's set are taken, the entry with the earliest moment gives way: the one that was
/// nearest to meaning nothing. No object is made for an entry (16 bytes), and the table begins
/// empty: it doubles when a set overflows.
///
/// A set is eight hashes and then, beside them in memory, their eight moments: a node that speaks
/// with thousands finds neither in any cache, and so waits for one place instead of two.
final class AddressMoments {
  /// What is found for an address without an entry.
  static final long NONE = 0;

  private static final int WAYS = 8;
  private static final int SET = 2 * WAYS; // in words
  private static final long[] EMPTY = {};

  private final int most;
  private final long seed;
  private long[] sets = EMPTY;

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
    return place < 0 ? NONE : sets[place + WAYS];
  }

  /// Sets the moment of `address`.
  void put(long now, Address address, long moment) {
    long hash = hash(address);
    int place = find(hash);
    if (place < 0) {
      place = placeFor(now, hash);
      sets[place] = hash;
    }
    sets[place + WAYS] = moment;
  }

  /// The number of places, taken or free.
  int capacity() {
    return sets.length / 2;
  }

  // The index of the hash, or -1; the moment stands eight further.
  private int find(long hash) {
    if (sets.length == 0) {
      return -1;
    }
    int first = firstPlace(hash);
    for (int place = first; place < first + WAYS; place++) {
      if (sets[place] == hash) {
        return place;
      }
    }
    return -1;
  }

  private int placeFor(long now, long hash) {
    if (sets.length == 0) {
      grow(now);
    }
    int place = earliest(hash);
    while (sets[place + WAYS] > now && capacity() < most) {
      grow(now);
      place = earliest(hash);
    }
    return place;
  }

  private int earliest(long hash) {
    int first = firstPlace(hash);
    int earliest = first;
    for (int place = first + 1; place < first + WAYS; place++) {
      if (sets[place + WAYS] < sets[earliest + WAYS]) {
        earliest = place;
      }
    }
    return earliest;
  }

  // Each set is dealt out to two, so it always fits.
  private void grow(long now) {
    long[] old = sets;
    sets = new long[Math.max(SET, 2 * old.length)]; // every moment is NONE
    for (int set = 0; set < old.length; set += SET) {
      for (int at = set; at < set + WAYS; at++) {
        if (old[at + WAYS] > now) {
          int place = earliest(old[at]);
          sets[place] = old[at];
          sets[place + WAYS] = old[at + WAYS];
        }
      }
    }
  }

  private int firstPlace(long hash) {
    return ((int) hash & sets.length / SET - 1) * SET;
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
