package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.wire.Answer;
import java.util.List;

/// A lookup that nobody waits for: it fills the routing table and tells the size of the network.
final class RefreshWalk implements Search.Listener<Answer> {
  private final Neighbours neighbours;
  private final Runnable ended;
  private final Search<Answer> search;

  RefreshWalk(Neighbours neighbours, NodeId target, Runnable ended) {
    this.neighbours = neighbours;
    this.ended = ended;
    this.search =
        neighbours.search(Finding.nodes(neighbours, target, Priority.BACKGROUND), target, this);
  }

  Search<Answer> search() {
    return search;
  }

  @Override
  public void replied(Contact contact, Answer answer) {}

  // The targets are random, so what was found near them tells the size of the network.
  @Override
  public void ended() {
    List<NodeId> nearest = search.nearest().stream().map(Contact::id).toList();
    if (nearest.size() >= neighbours.k()) {
      neighbours.size().sample(search.target(), nearest);
    }
    ended.run();
  }
}
