package dev.kith.mainline.store;

import dev.kith.core.net.Address;
import dev.kith.mainline.wire.Family;
import java.util.Arrays;

/// The peers of one torrent and one family, packed into one array: 12 bytes for each over IPv4, 24
/// over IPv6.
///
/// A row is the address, a word with port and seed flag, and the second in which the peer was last
/// announced. Rows are in no particular order. Looking for an address walks the array, which for
/// the few hundred rows there may be costs less than a hash table would in memory.
final class PackedPeers {
  private static final int[] NONE = {};
  private static final int SEED = 1 << 16;

  private final Family family;
  private final int addressWords;
  private final int stride;
  private int[] rows = NONE;
  private int size;

  PackedPeers(Family family) {
    this.family = family;
    this.addressWords = family == Family.V4 ? 1 : 4;
    this.stride = addressWords + 2;
  }

  int size() {
    return size;
  }

  boolean isSeed(int row) {
    return (rows[row * stride + addressWords] & SEED) != 0;
  }

  Address address(int row) {
    int at = row * stride;
    return switch (family) {
      case V4 -> Address.v4(rows[at]);
      case V6 -> Address.v6(pair(rows[at], rows[at + 1]), pair(rows[at + 2], rows[at + 3]));
    };
  }

  /// The first row of `address`, or -1.
  int find(Address address) {
    return next(address, 0);
  }

  /// The row of `address` with `port`, or -1.
  int find(Address address, int port) {
    int row = next(address, 0);
    while (row >= 0 && (rows[row * stride + addressWords] & 0xffff) != port) {
      row = next(address, row + 1);
    }
    return row;
  }

  private int next(Address address, int from) {
    int last = (int) address.low();
    for (int row = from, at = from * stride + addressWords - 1; row < size; row++, at += stride) {
      if (rows[at] == last && (family == Family.V4 || address.equals(address(row)))) {
        return row;
      }
    }
    return -1;
  }

  /// Makes room for one more, and adds it.
  void add(Address address, int port, boolean seed, int second) {
    if (size * stride == rows.length) {
      int more = Math.max(1, size / 2);
      rows = Arrays.copyOf(rows, (size + more) * stride);
    }
    int at = size * stride;
    if (family == Family.V6) {
      rows[at++] = (int) (address.high() >>> 32);
      rows[at++] = (int) address.high();
      rows[at++] = (int) (address.low() >>> 32);
    }
    rows[at] = (int) address.low();
    update(size++, port, seed, second);
  }

  void update(int row, int port, boolean seed, int second) {
    int at = row * stride + addressWords;
    rows[at] = port | (seed ? SEED : 0);
    rows[at + 1] = second;
  }

  /// Drops the peers last announced before `second`, and memory that is no longer of use.
  void dropBefore(int second) {
    int row = 0;
    while (row < size) {
      if (rows[row * stride + stride - 1] < second) {
        size--;
        System.arraycopy(rows, size * stride, rows, row * stride, stride);
      } else {
        row++;
      }
    }
    if (rows.length > 4 * size * stride) {
      rows = Arrays.copyOf(rows, size * stride);
    }
  }

  /// Writes the compact form of a row into `out` from `at` on and returns where it ends.
  int write(int row, byte[] out, int at) {
    int end = at;
    int word = row * stride;
    for (int i = 0; i < addressWords; i++, word++) {
      out[end++] = (byte) (rows[word] >>> 24);
      out[end++] = (byte) (rows[word] >>> 16);
      out[end++] = (byte) (rows[word] >>> 8);
      out[end++] = (byte) rows[word];
    }
    out[end++] = (byte) (rows[word] >>> 8);
    out[end++] = (byte) rows[word];
    return end;
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | low & 0xffffffffL;
  }
}
