package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.kv.KvNode;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.sim.check.Ledger;
import dev.kith.sim.check.Liveness;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What applications do meanwhile: they set values, look for them and for nodes. Each key has one
/// value, for a plain value has no version by which one could be told from another.
final class Workload {
  private static final int KEYS = 24;

  private final KvWorld net;
  private final Ledger<NodeId, MsgValue> ledger;
  private final Consumer<String> complaints;
  private final RandomGenerator random;
  private final Map<NodeId, MsgValue> values = new LinkedHashMap<>();
  private final List<NodeId> keys;
  private final Liveness liveness;

  Workload(
      KvWorld net,
      Ledger<NodeId, MsgValue> ledger,
      Consumer<String> complaints,
      Liveness liveness) {
    this.net = net;
    this.ledger = ledger;
    this.complaints = complaints;
    this.liveness = liveness;
    this.random = net.random();
    for (int i = 0; i < KEYS; i++) {
      values.put(net.target(), new MsgValue.Str("value " + i));
    }
    this.keys = List.copyOf(values.keySet());
  }

  /// Has some node do something.
  void step(List<Resident> residents) {
    Resident who = residents.get(random.nextInt(residents.size()));
    if (!who.isReady()) {
      return;
    }
    NodeId key = keys.get(random.nextInt(KEYS));
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        MsgValue value = values.get(key);
        ledger.offered(key, value, 0);
        note("set", who, who.node().setDigest(key, value));
      }
      case 2, 3 -> {
        var _ = get(who, key);
      }
      default -> note("lookup", who, who.node().findNodes(net.target()));
    }
  }

  private CompletableFuture<@Nullable MsgValue> get(Resident who, NodeId key) {
    CompletableFuture<@Nullable MsgValue> got =
        who.node().getDigest(key).thenApply(found -> found.value().orElse(null));
    note(
        "get",
        who,
        got.thenAccept(
            value -> {
              if (value != null) {
                ledger.returned(key, value);
              }
            }));
    return got;
  }

  private void note(String what, Resident who, CompletableFuture<?> result) {
    KvNode there = who.node();
    liveness.asked(what, who, () -> who.isRunning(there), result);
  }

  /// Has some node look for each value that must be there.
  void findAll(List<Resident> residents) {
    for (NodeId key : ledger.mustBeFound()) {
      ledger.searched(key, find(residents.get(random.nextInt(residents.size())), key));
    }
  }

  /// Has some node look for each value there ever was, none of which may be there any more.
  void findNothing(List<Resident> residents) {
    for (NodeId key : ledger.mustBeFound()) {
      MsgValue found = find(residents.get(random.nextInt(residents.size())), key);
      if (found != null) {
        complaints.accept("risen: " + found + " is found when its time is long over");
      }
    }
  }

  private @Nullable MsgValue find(Resident reader, NodeId key) {
    CompletableFuture<@Nullable MsgValue> got = get(reader, key);
    return liveness.ends("get", reader, got) ? got.resultNow() : null;
  }
}
