package dev.kith.core.lookup;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;

/// How a lookup goes about its search. Immutable.
///
/// @param k how many of the nearest contacts must have answered for it to end
/// @param alpha how many contacts are asked at a time
/// @param mostWaiting most contacts unanswered at a time, stalled ones included: the bound on how
///   far stalls may widen the search; not below `alpha`
/// @param mostCandidates most contacts kept in mind; the farthest are forgotten; not below `k`
/// @param mostPerBlock most candidates of one /24 or /64, so that one operator cannot fill the
///   list; local addresses are exempt
/// @param reach the distance (its top 64 bits, unsigned) within which everyone is asked, though k
///   nearer ones have answered: against a crowd of false nodes around the target; 0 for none
/// @param disjointPaths along how many paths the lookup goes that share no contact, 1 to 16. Each
///   keeps to all the limits above by itself, so the lookup asks that many times more; it needs as
///   many seeds
public record LookupOptions(
    int k,
    int alpha,
    int mostWaiting,
    int mostCandidates,
    int mostPerBlock,
    long reach,
    int disjointPaths) {
  private static final int MOST_PATHS = 16;

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
    if (disjointPaths < 1 || disjointPaths > MOST_PATHS) {
      throw new IllegalArgumentException(
          "there are 1 to " + MOST_PATHS + " disjoint paths, not " + disjointPaths);
    }
  }

  /// The usual search: stalls widen it to eight times `alpha` at most, and five times `k` plus 60
  /// candidates are kept, two a block.
  public static LookupOptions of(int k, int alpha) {
    return new LookupOptions(k, alpha, 8 * alpha, 5 * k + 60, 2, 0, 1);
  }

  /// The same with another width.
  public LookupOptions withMostWaiting(int most) {
    return new LookupOptions(k, alpha, most, mostCandidates, mostPerBlock, reach, disjointPaths);
  }

  /// The same with another limit of candidates a block.
  public LookupOptions withMostPerBlock(int most) {
    return new LookupOptions(k, alpha, mostWaiting, mostCandidates, most, reach, disjointPaths);
  }

  /// The same with another reach.
  public LookupOptions withReach(long distanceHead) {
    return new LookupOptions(
        k, alpha, mostWaiting, mostCandidates, mostPerBlock, distanceHead, disjointPaths);
  }

  /// The same along another number of disjoint paths.
  public LookupOptions withDisjointPaths(int count) {
    return new LookupOptions(k, alpha, mostWaiting, mostCandidates, mostPerBlock, reach, count);
  }

  boolean isWithinReach(NodeId target, Contact contact) {
    return Long.compareUnsigned(target.distanceHead(contact.id()), reach) < 0;
  }
}
