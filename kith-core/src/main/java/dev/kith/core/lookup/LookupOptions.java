package dev.kith.core.lookup;

/// How a lookup goes about its search. Immutable.
///
/// @param k how many of the nearest contacts must have answered for it to end
/// @param alpha how many contacts are asked at a time
/// @param mostWaiting most contacts unanswered at a time, stalled ones included: the bound on how
///   far stalls may widen the search; not below `alpha`
/// @param mostCandidates most contacts kept in mind; the farthest are forgotten; not below `k`
/// @param mostPerBlock most candidates of one /24 or /64, so that one operator cannot fill the
///   list; local addresses are exempt
public record LookupOptions(
    int k, int alpha, int mostWaiting, int mostCandidates, int mostPerBlock, long reach) {
  /// Checks the ranges.
  public LookupOptions {
    if (k < 1 || alpha < 1 || mostWaiting < alpha || mostCandidates < k || mostPerBlock < 1) {
      throw new IllegalArgumentException(
          "1 <= k <= mostCandidates, 1 <= alpha <= mostWaiting, 1 <= mostPerBlock, not k="
              + k
              + " alpha="
              + alpha
              + " mostWaiting="
              + mostWaiting
              + " mostCandidates="
              + mostCandidates
              + " mostPerBlock="
              + mostPerBlock);
    }
  }

  /// The usual search: stalls widen it to eight times `alpha` at most, and five times `k` plus 60
  /// candidates are kept, two a block.
  public static LookupOptions of(int k, int alpha) {
    return new LookupOptions(k, alpha, 8 * alpha, 5 * k + 60, 2, 0);
  }

  /// The same with another width.
  public LookupOptions withMostWaiting(int most) {
    return new LookupOptions(k, alpha, most, mostCandidates, mostPerBlock, reach);
  }

  /// The same with another limit of candidates a block.
  public LookupOptions withMostPerBlock(int most) {
    return new LookupOptions(k, alpha, mostWaiting, mostCandidates, most, reach);
  }

  /// The same with another reach.
  public LookupOptions withReach(long distanceHead) {
    return new LookupOptions(k, alpha, mostWaiting, mostCandidates, mostPerBlock, distanceHead);
  }
}
