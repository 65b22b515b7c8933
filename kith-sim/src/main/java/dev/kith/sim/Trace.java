package dev.kith.sim;

/// The fingerprint of everything that has happened, in order: 64 bits that two runs share only if
/// they were the same run.
final class Trace {
  private long hash = 0x6b697468L;

  void add(long what, long when) {
    hash = SplitMix.mix(hash ^ what) + when;
  }

  long hash() {
    return SplitMix.mix(hash);
  }
}
