package dev.kith.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;

/// How an announce or a put went.
///
/// @param target where it was stored
/// @param acknowledged nodes that took it
/// @param refused nodes that answered with an error
/// @param silent nodes that did not answer
/// @param lookup what finding these nodes took; nothing if they were still known
public record StoreReport(
    NodeId target, int acknowledged, int refused, int silent, LookupCounts lookup) {
  /// The nodes that were asked to store.
  public int asked() {
    return acknowledged + refused + silent;
  }
}
