package dev.kith.kv.node;

import dev.kith.core.driver.Turns;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.SetReport;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.ValueStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Stores what this node keeps again on the nodes nearest to it, every hour, so that nodes that
/// have come since have it too and those that left are made up for (section 2.3 of the paper).
///
/// One holder does it for all: whoever is stored a value puts off its own turn by an hour (section
/// 2.5). To spare the others, the holder nearest to the key comes first and each further one a
/// while later, should the nearer ones be gone.
final class Republisher {
  /// How much later the next holder's turn is.
  private static final long TURN = TimeUnit.SECONDS.toNanos(15);

  /// A value that nobody took is offered again so soon.
  private static final long RETRY = TimeUnit.MINUTES.toNanos(5);

  /// Two values a second: a neighbour near to all of them takes no more from one address.
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(500);

  private final Parts parts;
  private final Loop loop;
  private final Turns turns;

  Republisher(Parts parts) {
    this.parts = parts;
    this.loop = parts.loop();
    this.turns = new Turns(loop, parts.options().storeOptions().entries(), APART, this::republish);
  }

  /// A primary copy of the value of `key`, to which `nearer` other nodes known are nearer, has just
  /// been stored here.
  void stored(NodeId key, int nearer) {
    long wait = nearer * TURN + loop.random().nextLong(TURN);
    turns.set(key, loop.now() + parts.options().republishInterval().toNanos() + wait);
  }

  /// The value of `key` has made room for another.
  void displaced(NodeId key) {
    turns.drop(key);
  }

  /// Takes up what a durable store kept over a restart: each value at the time at which it would
  /// have been due, what is overdue one after the other.
  void resume(ValueStore store) {
    long interval = parts.options().republishInterval().toNanos();
    long now = loop.now();
    store.eachValue(
        now,
        (key, held) -> {
          if (held.copy() == Copy.PRIMARY) {
            turns.set(key, Math.max(now, held.storedAt() + interval) + TURN);
          }
        });
  }

  /// Values waiting for their turn.
  int size() {
    return turns.size();
  }

  private boolean republish(NodeId key) {
    if (content(key).isEmpty()) {
      return false; // gone, or somebody else's to keep
    }
    new Setting(
            parts, key, () -> content(key), Priority.BACKGROUND, report -> republished(key, report))
        .startNearby();
    return true;
  }

  private Optional<Profile.Verdict.Store> content(NodeId key) {
    return Optional.ofNullable(parts.values().find(key))
        .filter(held -> held.copy() == Copy.PRIMARY)
        .map(held -> new Profile.Verdict.Store(held.value(), held.value()));
  }

  // What was stored anew, here too, has its next turn; so has a copy that others have taken over,
  // should it still be a primary one.
  private void republished(NodeId key, SetReport report) {
    if (!report.here() && report.stored() == 0) {
      turns.set(key, loop.now() + RETRY);
    }
  }

  void close() {
    turns.close();
  }
}
