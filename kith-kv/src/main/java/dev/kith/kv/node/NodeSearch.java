package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.FoundNodes;
import dev.kith.kv.wire.Answer;
import java.util.concurrent.CompletableFuture;

/// The search for the nodes nearest to a target.
final class NodeSearch implements Search.Listener<Answer> {
  private final CompletableFuture<FoundNodes> result;
  private final Search<Answer> search;

  NodeSearch(Neighbours neighbours, NodeId target, CompletableFuture<FoundNodes> result) {
    this.result = result;
    this.search =
        neighbours.search(Finding.nodes(neighbours, target, Priority.FOREGROUND), target, this);
  }

  void start() {
    search.start();
  }

  @Override
  public void replied(Contact contact, Answer answer) {}

  @Override
  public void ended() {
    result.complete(new FoundNodes(search.nearest(), search.counts()));
  }
}
