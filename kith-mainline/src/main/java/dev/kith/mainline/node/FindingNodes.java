package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The search for the nodes nearest to a target.
final class FindingNodes extends Operation {
  private final CompletableFuture<FoundNodes> result;

  FindingNodes(NodeId target, CompletableFuture<FoundNodes> result) {
    super(target);
    this.result = result;
  }

  @Override
  BDict arguments(Home home) {
    return Queries.findNode(home.id(), target(), false);
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {}

  @Override
  void searched() {
    List<Contact> nearest = new ArrayList<>(nearest());
    nearest.sort(Comparator.comparing(Contact::id, target()::compareDistance));
    result.complete(new FoundNodes(nearest, counts()));
  }
}
