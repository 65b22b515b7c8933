package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.kv.KvOptions;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.store.ValueStore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the node keeps, and for how long.
///
/// A `store` does not say whether it publishes, republishes, hands over or caches. It is taken for
/// a cached copy if this node knows k nodes nearer to the key, for then the value's home is
/// elsewhere. Such a copy lives the shorter the more nearer nodes there are: half a day beyond the
/// k-th, and half of that for each further one (section 2.3 of the paper), so that copies far away
/// from the key do not outlive a change of its value for long.
final class Values {
  private static final long LONGEST_CACHED = TimeUnit.DAYS.toNanos(1);
  private static final int MOST_HALVINGS = 8;
  private static final long REPEATED = TimeUnit.MINUTES.toNanos(1);
  private static final long SWEEP = TimeUnit.SECONDS.toNanos(10);

  private final Loop loop;
  private final Observer observer;
  private final Neighbours neighbours;
  private final ValueStore store;
  private final long timeToLive;
  private ObjIntConsumer<NodeId> onPrimary = (key, nearer) -> {};
  private Loop.@Nullable Timer timer;

  Values(Loop loop, KvOptions options, Neighbours neighbours, ValueStore store) {
    this.loop = loop;
    this.observer = options.observer();
    this.neighbours = neighbours;
    this.store = store;
    this.timeToLive = options.timeToLive().toNanos();
    this.timer = loop.after(SWEEP, this::sweep);
  }

  ValueStore store() {
    return store;
  }

  /// Calls `listener` for every key of which a primary copy has just been stored, with the number
  /// of nodes known to be nearer to it.
  void onPrimary(ObjIntConsumer<NodeId> listener) {
    onPrimary = listener;
  }

  /// Drops what a durable store has kept of a run with another profile, and tells how much that
  /// was.
  void keepOnly(Predicate<MsgValue> possible) {
    long now = loop.now();
    int before = store.size();
    store.eachValue(
        now,
        (key, held) -> {
          if (!possible.test(held.value())) {
            store.remove(now, key);
          }
        });
    int dropped = before - store.size();
    if (dropped > 0) {
      String told = "dropped %d values of another profile".formatted(dropped);
      observer.on(new Event.HealthChanged("storage", told));
    }
  }

  /// What is kept under `key`, `null` if nothing is.
  @Nullable StoredValue find(NodeId key) {
    return store.find(loop.now(), key);
  }

  /// Keeps a value, as a primary copy or a cached one, and tells `then` whether it is safe. What
  /// has just become a primary copy here remains one: it comes again because a datagram was doubled
  /// or a request repeated, and may be the only one there is.
  void keep(NodeId key, MsgValue value, Consumer<Boolean> then) {
    StoredValue held = find(key);
    boolean isRepeated =
        held != null
            && held.copy() == Copy.PRIMARY
            && loop.now() - held.storedAt() < REPEATED
            && held.value().equals(value);
    keep(key, value, isRepeated, then);
  }

  /// Others keep the value now: where nodes nearer to the key are known, a cached copy is left.
  void handedOver(NodeId key, MsgValue value) {
    keep(key, value, false, safe -> {});
  }

  private void keep(NodeId key, MsgValue value, boolean isPrimary, Consumer<Boolean> then) {
    int k = neighbours.k();
    int nearer = neighbours.nearerThanSelf(key, k + MOST_HALVINGS);
    int beyond = nearer - k;
    Copy copy = beyond < 0 || isPrimary ? Copy.PRIMARY : Copy.CACHED;
    long life =
        copy == Copy.PRIMARY
            ? timeToLive
            : Math.min(timeToLive, LONGEST_CACHED >> Math.min(beyond + 1, 8));
    long now = loop.now();
    store.put(now, key, value, now + life, copy, outcome -> kept(key, copy, nearer, outcome, then));
  }

  private void kept(NodeId key, Copy copy, int nearer, PutOutcome outcome, Consumer<Boolean> then) {
    switch (outcome) {
      case PutOutcome.Stored stored -> {
        observer.on(new Event.Stored(copy == Copy.PRIMARY ? "value" : "cached value", key));
        if (nearer < neighbours.k()) { // else its turn comes when it would have come
          onPrimary.accept(key, nearer);
        }
        then.accept(true);
      }
      case PutOutcome.Refused refused -> then.accept(false);
      case PutOutcome.Failed(String reason) -> {
        observer.on(new Event.HealthChanged("storage", reason));
        then.accept(false);
      }
    }
  }

  /// Remembers, for as long as any node keeps a value, that `signature` no longer stands for `key`.
  void supersede(NodeId key, Bytes signature) {
    long now = loop.now();
    store.supersede(now, key, signature, now + timeToLive);
  }

  private void sweep() {
    timer = loop.after(SWEEP, this::sweep);
    int removed = store.expire(loop.now());
    while (removed > 0 && store.nextDeadline() <= loop.now()) {
      removed = store.expire(loop.now());
    }
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
    store.close();
  }
}
