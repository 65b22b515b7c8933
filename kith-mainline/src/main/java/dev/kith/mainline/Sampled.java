package dev.kith.mainline;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.List;

/// A sample of the info-hashes a node holds (BEP 51).
///
/// @param node the node
/// @param samples the info-hashes
/// @param held how many it holds in all, as it says
/// @param interval when to ask again at the earliest
/// @param nearest contacts near the target of the query
public record Sampled(
    Endpoint node, List<NodeId> samples, long held, Duration interval, List<Contact> nearest) {
  /// Copies the lists.
  public Sampled {
    samples = List.copyOf(samples);
    nearest = List.copyOf(nearest);
  }
}
