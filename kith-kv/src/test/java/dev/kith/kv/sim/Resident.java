package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.sim.SimHost;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A production node on a simulated host of its own, and what it has reported of itself.
final class Resident {
  private static final int PORT = 8_468;

  private final SimHost host;
  private final NodeId id;
  private final Endpoint endpoint;
  private final Map<String, Integer> sent = new LinkedHashMap<>();
  private final Map<String, Integer> dropped = new LinkedHashMap<>();
  private final Set<NodeId> stored = new LinkedHashSet<>();
  private CompletableFuture<KvNode> started = new CompletableFuture<>();

  Resident(SimHost host, NodeId id, KvOptions.Builder options) {
    this.host = host;
    this.id = id;
    this.endpoint = host.endpoint(PORT);
    KvOptions mine = options.id(id).listen(endpoint).observer(this::observed).build();
    host.start(there -> started = KvNode.startOn(there.loop(), mine));
  }

  private void observed(Event event) {
    switch (event) {
      case Event.RequestSent(String method, Endpoint _) -> sent.merge(method, 1, Integer::sum);
      case Event.Stored(String _, NodeId key) -> stored.add(key);
      case Event.Dropped(String reason, Endpoint _) -> dropped.merge(reason, 1, Integer::sum);
      default -> {} // of no interest to scenarios
    }
  }

  SimHost host() {
    return host;
  }

  NodeId id() {
    return id;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /// The running node.
  KvNode node() {
    return started.resultNow();
  }

  /// Done when it has joined, well or not.
  CompletableFuture<?> joined() {
    return started.thenCompose(KvNode::joined);
  }

  /// How many requests with this function it has sent.
  int sent(String function) {
    return sent.getOrDefault(function, 0);
  }

  /// Whether it has stored a value under `key`.
  boolean holds(NodeId key) {
    return stored.contains(key);
  }

  /// How many datagrams it has dropped, by reason.
  Map<String, Integer> dropped() {
    return dropped;
  }

  @Override
  public String toString() {
    return id + " on " + host;
  }
}
