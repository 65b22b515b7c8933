package dev.kith.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an announce or a put went.
///
/// @param target where it was stored
/// @param acknowledged nodes that took it
/// @param refusals how many nodes answered with an error, by its code (BEP 5 and 44; 0 if it had
///   none); unmodifiable
/// @param silent nodes that did not answer
/// @param lookup what finding these nodes took; nothing if they were still known
public record StoreReport(
    NodeId target,
    int acknowledged,
    SortedMap<Integer, Integer> refusals,
    int silent,
    LookupCounts lookup) {
  /// Copies the refusals.
  public StoreReport {
    refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
  }

  /// The nodes that answered with an error.
  public int refused() {
    return refusals.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The nodes that were asked to store.
  public int asked() {
    return acknowledged + refused() + silent;
  }
}
