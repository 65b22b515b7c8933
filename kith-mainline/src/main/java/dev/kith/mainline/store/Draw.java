package dev.kith.mainline.store;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Draws rows of a [PackedPeers] at random, none twice.
final class Draw {
  private Draw() {}

  static int[] rows(PackedPeers peers, int count, boolean noSeed, RandomGenerator random) {
    int[] rows = new int[peers.size()];
    int preferred = 0;
    int others = rows.length;
    for (int row = 0; row < rows.length; row++) {
      if (noSeed && peers.isSeed(row)) {
        rows[--others] = row;
      } else {
        rows[preferred++] = row;
      }
    }
    shuffle(rows, 0, preferred, count, random);
    shuffle(rows, preferred, rows.length, count, random);
    return Arrays.copyOf(rows, count);
  }

  /// Brings rows of `from` to `to` into random order, as far as they come before `until` (Fisher
  /// and Yates, stopped when enough are drawn).
  private static void shuffle(int[] rows, int from, int to, int until, RandomGenerator random) {
    for (int i = from; i < Math.min(to - 1, until); i++) {
      int other = random.nextInt(i, to);
      int row = rows[other];
      rows[other] = rows[i];
      rows[i] = row;
    }
  }
}
