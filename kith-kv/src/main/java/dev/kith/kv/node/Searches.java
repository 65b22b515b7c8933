package dev.kith.kv.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.wire.Answer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The lookups under way. While one waits for an answer, a request from the same node is a sign of
/// life: a node that has not heard of us for long pings us before it answers with more than three
/// times what we sent.
final class Searches {
  private final Set<Search<Answer>> running = new LinkedHashSet<>();

  /// A search that is under way from now until it ends, and has to be started.
  Search<Answer> begin(
      Neighbours neighbours, Finding finding, NodeId target, Search.Listener<Answer> listener) {
    Ended ended = new Ended(listener);
    Search<Answer> search = new Search<>(neighbours, finding, target, neighbours.walk(), ended);
    ended.search = List.of(search);
    running.add(search);
    return search;
  }

  /// A request has come from `from`.
  void heard(Endpoint from) {
    for (Search<Answer> search : running) {
      search.stirred(from);
    }
  }

  /// Takes a search out when it ends.
  private final class Ended implements Search.Listener<Answer> {
    private final Search.Listener<Answer> listener;
    private List<Search<Answer>> search = List.of();

    Ended(Search.Listener<Answer> listener) {
      this.listener = listener;
    }

    @Override
    public void replied(Contact contact, Answer answer) {
      listener.replied(contact, answer);
    }

    @Override
    public void ended() {
      search.forEach(running::remove);
      listener.ended();
    }
  }
}
