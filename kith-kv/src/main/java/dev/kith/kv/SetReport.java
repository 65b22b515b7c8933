package dev.kith.kv;

import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;

/// What came of setting a value.
///
/// @param key the digest it is stored under
/// @param asked nodes asked to store it: the nearest that were found
/// @param stored those of them that said they did
/// @param refused those that said they did not
/// @param silent those that did not answer in time
/// @param here whether this node keeps it too
/// @param lookup what finding them took
public record SetReport(
    NodeId key, int asked, int stored, int refused, int silent, boolean here, LookupCounts lookup) {
  /// Whether any node keeps the value, this one included.
  public boolean isStored() {
    return stored > 0 || here;
  }
}
