package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.sim.check.Ledger;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node as the [Ledger] sees it: what it keeps and until when at the latest. What it held is
/// gone when it crashes.
final class Holder {
  private final Ledger<NodeId, MsgValue> ledger;
  private final Consumer<String> complaints;
  private final int number;
  private final boolean isRoomy;
  private final long life;
  private final Map<NodeId, Long> until = new HashMap<>();
  private final Set<NodeId> primary = new HashSet<>();

  /// A holder with this number that keeps a value for `life`. If it is not roomy it may have to let
  /// a value go for a nearer one, so nothing may be counted on.
  Holder(
      Ledger<NodeId, MsgValue> ledger,
      Consumer<String> complaints,
      int number,
      boolean isRoomy,
      Duration life) {
    this.ledger = ledger;
    this.complaints = complaints;
    this.number = number;
    this.isRoomy = isRoomy;
    this.life = life.toNanos();
  }

  void complain(String violation) {
    complaints.accept(violation);
  }

  /// It says that it has stored something.
  void stored(long now, String kind, NodeId key) {
    until.put(key, now + life);
    ledger.received(number, key);
    if (kind.equals("value")) {
      primary.add(key);
    } else {
      primary.remove(key);
    }
  }

  /// It told somebody that it keeps this. A cached copy is one more, and may go at any time.
  void acknowledged(long now, NodeId key, MsgValue value) {
    if (isRoomy && primary.contains(key)) {
      ledger.acknowledged(now, key, value, 0, number);
    } else {
      ledger.returned(key, value);
    }
  }

  /// It handed a value out, in answer to what arrived `at`.
  void served(long at, NodeId key, @Nullable MsgValue value) {
    Long last = until.get(key);
    if (last == null || value == null) {
      complain("thin air: holder " + number + " serves " + value + " and never stored it");
      return;
    }
    if (last < at) {
      ledger.expired(last, number, key);
    }
    ledger.served(at, number, key, value);
  }

  /// It has crashed.
  void crashed(long now) {
    until.clear();
    primary.clear();
    ledger.failed(now, number);
  }
}
