package dev.kith.core.table;

/// When a full bucket is split in two rather than closed to newcomers.
@FunctionalInterface
public interface Splitting {
  /// Only the bucket whose range holds the own id splits: BEP 5, and section 2.2 of the Kademlia
  /// paper.
  Splitting OWN_RANGE = (depth, holdsSelf) -> holdsSelf;

  /// Whether a full bucket whose ids share `depth` leading bits splits; `holdsSelf` tells whether
  /// its range holds the own id.
  boolean splits(int depth, boolean holdsSelf);

  /// Buckets elsewhere also split until their depth is a multiple of `bits`, so that a lookup gains
  /// `bits` bits a hop: section 4.2 of the Kademlia paper.
  static Splitting accelerated(int bits) {
    return (depth, holdsSelf) -> holdsSelf || depth % bits != 0;
  }
}
