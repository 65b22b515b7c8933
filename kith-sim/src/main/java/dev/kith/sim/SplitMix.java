package dev.kith.sim;

import java.util.random.RandomGenerator;

/// A small, fast random stream (SplitMix64: Steele, Lea and Flood 2014) that can be split by
/// number: streams of different numbers have nothing to do with each other, so adding a host does
/// not disturb the others. The same on every machine. For one thread.
public final class SplitMix implements RandomGenerator {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  /// The stream of `seed`.
  public SplitMix(long seed) {
    state = seed;
  }

  /// The stream number `number` of those that belong to `seed`.
  public static SplitMix split(long seed, long number) {
    return new SplitMix(mix(mix(seed) + GOLDEN * number));
  }

  /// Scrambles 64 bits so that each depends on all (Stafford's variant 13).
  public static long mix(long bits) {
    long z = bits;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }
}
