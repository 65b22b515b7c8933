package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.wire.Family;
import java.util.List;

/// Who a node knows near a target, in either family (BEP 32, want).
@FunctionalInterface
interface Neighbours {
  /// The contacts of `family` nearest to `target`, nearest first, as many as go into one answer;
  /// none if the node has no home in that family.
  List<Contact> near(Family family, NodeId target);
}
