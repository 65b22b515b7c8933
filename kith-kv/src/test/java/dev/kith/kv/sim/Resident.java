package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.crowd.Member;
import dev.kith.sim.gate.GatedLoop;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A production node on a simulated host of its own, and what it has reported of itself.
final class Resident implements Member {
  static final int PORT = 8_468;

  private final SimHost host;
  private final NodeId id;
  private final Endpoint endpoint;
  private final Map<String, Integer> sent = new LinkedHashMap<>();
  private final Map<String, Integer> dropped = new LinkedHashMap<>();
  private final Set<NodeId> stored = new LinkedHashSet<>();
  private @Nullable Witness witness;
  private boolean hasStarted;
  private long asked;
  private long ended;
  private CompletableFuture<KvNode> started = new CompletableFuture<>();
  private CompletableFuture<?> joined = new CompletableFuture<>();

  Resident(SimHost host, NodeId id, KvOptions.Builder options) {
    this(host, id, options, null);
  }

  /// A node with `witness`, if there is one, before its socket. It comes back when its host does.
  Resident(SimHost host, NodeId id, KvOptions.Builder options, @Nullable Witness witness) {
    this.host = host;
    this.id = id;
    this.witness = witness;
    this.endpoint = host.endpoint(PORT);
    KvOptions mine = options.id(id).listen(endpoint).observer(this::observed).build();
    host.start(there -> begin(there.loop(), mine));
  }

  private void begin(Loop loop, KvOptions mine) {
    asked = 0;
    ended = 0;
    if (witness != null && hasStarted) {
      witness = witness.restarted();
    }
    hasStarted = true;
    started = KvNode.startOn(witness == null ? loop : new GatedLoop<>(loop, witness), mine);
    joined = started.thenCompose(KvNode::joined);
  }

  private void observed(Event event) {
    if (witness != null) {
      witness.noticed(event);
    }
    asked += event instanceof Event.RequestSent ? 1 : 0;
    ended +=
        event instanceof Event.RequestAnswered || event instanceof Event.RequestTimedOut ? 1 : 0;
    switch (event) {
      case Event.RequestSent(String method, Endpoint _) -> sent.merge(method, 1, Integer::sum);
      case Event.Stored(String _, NodeId key) -> stored.add(key);
      case Event.Dropped(String reason, Endpoint _) -> dropped.merge(reason, 1, Integer::sum);
      default -> {} // of no interest to scenarios
    }
  }

  @Override
  public SimHost host() {
    return host;
  }

  @Override
  public NodeId id() {
    return id;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  /// The running node.
  KvNode node() {
    return started.resultNow();
  }

  @Override
  public CompletableFuture<?> joined() {
    return joined;
  }

  /// Whether it is up and has joined, well or not.
  boolean isReady() {
    return host.isUp() && joined.isDone() && started.state() == Future.State.SUCCESS;
  }

  /// Whether it is up and has not started again since `node` was [#node].
  boolean isRunning(KvNode node) {
    return isReady() && node() == node;
  }

  /// How many requests it has sent since it started.
  long asked() {
    return asked;
  }

  /// How many of them have ended.
  long ended() {
    return ended;
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
