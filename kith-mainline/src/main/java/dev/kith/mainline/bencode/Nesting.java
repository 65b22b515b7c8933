package dev.kith.mainline.bencode;

/// Counts how deep values nest, when each container is made, and what is in them.
final class Nesting {
  private Nesting() {}

  /// The depth of a container of `parts`.
  static byte around(BValue[] parts) {
    int deepest = 0;
    for (BValue part : parts) {
      deepest = Math.max(deepest, part.depth());
    }
    if (deepest >= BValue.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a value nests at most " + BValue.MAX_DEPTH + " lists and dictionaries deep");
    }
    return (byte) (deepest + 1);
  }

  /// The tokens of all `parts`. Recurses at most [BValue#MAX_DEPTH] deep.
  static int tokens(BValue[] parts) {
    int sum = 0;
    for (BValue part : parts) {
      sum += part.tokens();
    }
    return sum;
  }
}
