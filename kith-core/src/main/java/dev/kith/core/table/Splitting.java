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

  /// How many contacts around the own id are to be known without gaps: until there are as many
  /// nearer ones, full buckets split wherever they are. 0, unless told otherwise.
  default int keptWhole() {
    return 0;
  }

  /// The same, but keeping all nodes of the smallest subtree around the own id that has at least
  /// `contacts` of them, which a tree out of balance would not: section 2.4 of the paper. A node
  /// then knows by itself who is nearest to the keys near it.
  default Splitting keepingWhole(int contacts) {
    Splitting rule = this;
    return new Splitting() {
      @Override
      public boolean splits(int depth, boolean holdsSelf) {
        return rule.splits(depth, holdsSelf);
      }

      @Override
      public int keptWhole() {
        return contacts;
      }
    };
  }

  /// Buckets elsewhere also split until their depth is a multiple of `bits`, so that a lookup gains
  /// `bits` bits a hop: section 4.2 of the Kademlia paper.
  static Splitting accelerated(int bits) {
    return (depth, holdsSelf) -> holdsSelf || depth % bits != 0;
  }
}
