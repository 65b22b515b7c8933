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

  private static final int SITES = 32;
  private static final int SITE_SHIFT = 16; // an IPv6 site is a /48: RFC 6177

  private final int most;
  private final long seed;
  private final long siteBits; // of a hash: those that an IPv6 address shares with its site
  private long[] hashes = EMPTY;
  private long[] moments = EMPTY;

  /// A table for up to `most` addresses, rounded up to a power of two of at least eight.
  AddressMoments(int most, long seed) {
    this(most, seed, false);
  }

  /// The same, in which an IPv6 site has no more than one thirty-second of the places, or one set,
  /// for all its addresses: a site has so many that it could else have all others forgotten.
  static AddressMoments confiningSites(int most, long seed) {
    return new AddressMoments(most, seed, true);
  }

  private AddressMoments(int most, long seed, boolean confinesSites) {
    if (most < 1 || most > 1 << 28) {
      throw new IllegalArgumentException("a table is for 1 to 2^28 addresses, not " + most);
    }
    this.most = Math.max(WAYS, Integer.highestOneBit(most - 1) << 1);
    this.seed = seed;
    // The upper bits of a place's number tell the site's share, the lower ones the set in it.
    this.siteBits = confinesSites ? this.most - Math.max(WAYS, this.most / SITES) : 0;
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
    if (siteBits != 0 && !address.isV4()) {
      long site = mix(mix(address.high() >>> SITE_SHIFT ^ ~seed) + Long.rotateLeft(seed, 16));
      hash = hash & ~siteBits | site & siteBits;
    }
    return hash == 0 ? 1 : hash;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
