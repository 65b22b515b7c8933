package dev.kith.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The number from which every random choice of a test run follows.
///
/// It is fixed, so that the normal build is the same each time; `-Dkith.seed=…` sets another one,
/// decimal or with `0x`.
public final class Seed {
  private static final long DEFAULT = 20_261_121;

  private Seed() {}

  /// The seed of this run.
  ///
  /// @throws NumberFormatException if the property is set and is not a number of 64 bits
  public static long current() {
    String given = System.getProperty("kith.seed");
    return given == null || given.isBlank() ? DEFAULT : parse(given.strip());
  }

  /// The seed of part `index` of what `seed` seeds: well mixed, so that neighbours share nothing.
  public static long part(long seed, long index) {
    return mix(seed + mix(index + GOLDEN));
  }

  /// A generator seeded with the seed of this run, for tests that want a few random values and no
  /// property.
  public static RandomGenerator random() {
    return new SplittableRandom(current());
  }

  /// The odd number nearest 2^64 divided by the golden ratio: the step of SplitMix64 (Steele, Lea
  /// and Flood 2014).
  static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /// The finishing function of SplitMix64: every input bit moves every output bit.
  static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private static long parse(String text) {
    return text.startsWith("0x")
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseLong(text);
  }
}
