package dev.kith.mainline;

import dev.kith.core.id.Contact;
import dev.kith.core.lookup.LookupCounts;
import java.util.List;

/// The nodes nearest to a target.
///
/// @param nearest those that answered, nearest first; of both families when the node has both
/// @param counts what the search took
public record FoundNodes(List<Contact> nearest, LookupCounts counts) {
  /// Copies the list.
  public FoundNodes {
    nearest = List.copyOf(nearest);
  }
}
