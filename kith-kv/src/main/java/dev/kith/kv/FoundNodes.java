package dev.kith.kv;

import dev.kith.core.id.Contact;
import dev.kith.core.lookup.LookupCounts;
import java.util.List;

/// The nodes nearest to a target.
///
/// @param contacts up to k that answered, nearest first
/// @param lookup what finding them took
public record FoundNodes(List<Contact> contacts, LookupCounts lookup) {
  /// Copies the list.
  public FoundNodes {
    contacts = List.copyOf(contacts);
  }
}
