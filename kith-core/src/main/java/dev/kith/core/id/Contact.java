package dev.kith.core.id;

import dev.kith.core.net.Endpoint;

/// What a routing table and a lookup know about another node: its id and where it is reached.
///
/// Equality is by id and endpoint: the same id at another address is another contact.
public record Contact(NodeId id, Endpoint endpoint) {
  @Override
  public String toString() {
    return id + "@" + endpoint;
  }
}
