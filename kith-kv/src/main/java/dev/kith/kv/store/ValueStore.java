package dev.kith.kv.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The values that a node keeps, by key, each until a time of its own.
///
/// A store is bounded in entries and in bytes ([StoreOptions]); when it is full, a value nearer to
/// the node's id takes the place of the farthest ones. What has expired is never returned, whether
/// it was removed yet or not. Reading answers at once; a [#put] answers when the value is as safe
/// as the store can make it. All methods are called on the loop's thread, and all times are the
/// loop's, in nanoseconds; each call does a bounded amount of work.
public interface ValueStore extends AutoCloseable {
  /// What is stored under `key`, `null` if nothing is or it has expired.
  @Nullable StoredValue find(long now, NodeId key);

  /// Stores `value` under `key` in place of what was there, as of now and until `expiresAt`, and
  /// tells `done` the outcome: during this call if the store is in memory, on the loop's thread in
  /// a later turn if it is durable. A value stored is found from this call on, durable or not.
  void put(
      long now, NodeId key, MsgValue value, long expiresAt, Copy copy, Consumer<PutOutcome> done);

  /// Calls `listener` for every key whose value has to make room for another, during the [#put] of
  /// that. There is one listener.
  void onDisplaced(Consumer<NodeId> listener);

  /// Forgets what is stored under `key`, if anything is.
  void remove(long now, NodeId key);

  /// The keys stored last before `instant` and not expired, those stored longest ago first; at most
  /// `most` of them.
  List<NodeId> storedBefore(long now, long instant, int most);

  /// The keys that come after `after` in the order of distance from the node's id, nearest first,
  /// or the nearest ones if `after` is `null`; at most `most` of them. With it all keys are visited
  /// a few at a time. Some may have expired.
  List<NodeId> keysAfter(@Nullable NodeId after, int most);

  /// Shows `visitor` each value that has not expired, in the order of distance from the node's id.
  /// It may remove the one it is shown.
  default void eachValue(long now, BiConsumer<NodeId, StoredValue> visitor) {
    NodeId after = null;
    for (List<NodeId> keys = keysAfter(after, 256); !keys.isEmpty(); keys = keysAfter(after, 256)) {
      for (NodeId key : keys) {
        after = key;
        StoredValue held = find(now, key);
        if (held != null) {
          visitor.accept(key, held);
        }
      }
    }
  }

  /// Removes some of what has expired, at most 256 entries at a time, and returns how many. While
  /// there are more, [#nextDeadline] stays in the past.
  int expire(long now);

  /// When the next value or signature expires; [Long#MAX_VALUE] if there is none.
  long nextDeadline();

  /// Remembers until `until` that `signature` no longer stands for the value of `key`. The memory
  /// is bounded ([StoreOptions#signatures()]); those that end soonest go first. Called before the
  /// [#put] of what supersedes it, it is as safe as that when the outcome of that is told.
  void supersede(long now, NodeId key, Bytes signature, long until);

  /// Whether `signature` was superseded for `key`.
  boolean isSuperseded(long now, NodeId key, Bytes signature);

  /// The number of values, perhaps with some that have expired.
  int size();

  /// What the values take, as [StoreOptions#bytes()] counts it.
  long bytes();

  /// Completes what was begun and lets the file go, if there is one. Blocks until that is done.
  /// Closing twice is harmless.
  @Override
  void close();
}
