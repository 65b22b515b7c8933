package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.wire.Answer;
import java.util.List;
import java.util.function.Consumer;

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
      neighbours.size().sample(neighbours.loop().now(), search.target(), nearest);
    }
    meetNeighbours();
  }

  // Who answered this walk enters the table by a ping. A node has not joined before its neighbours
  // are there.
  private void meetNeighbours() {
    List<Contact> wanted = List.of();
    if (search.target().equals(neighbours.id())) {
      wanted = search.nearest().stream().filter(neighbours.table()::wants).toList();
    }
    int[] open = {wanted.size() + 1};
    Consumer<Boolean> met =
        alive -> {
          if (--open[0] == 0) {
            ended.run();
          }
        };
    wanted.forEach(contact -> neighbours.ping(contact, met));
    met.accept(true);
  }
}
