package dev.kith.kv.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.time.Deadlines;
import dev.kith.kv.msgpack.MsgLimits;
import dev.kith.kv.msgpack.MsgReader;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values by key in memory, in three orders at once: by distance from the node's id, by when they
/// were stored, by when they expire. Both kinds of [ValueStore] are made of it.
///
/// Invariants: never more entries or bytes than the options allow; an entry stands in all three
/// orders or in none; no entry is displaced by one that is farther from the node's id. A pure
/// machine on one thread.
public final class ValueTable {
  /// What a key counts in the bound of bytes.
  public static final int KEY_BYTES = 20;

  private static final int MOST_EXPIRED_PER_CALL = 256;
  private static final MsgLimits ANY =
      new MsgLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, MsgValue.MAX_DEPTH);

  private final NodeId self;
  private final StoreOptions options;
  private final TreeMap<NodeId, Entry> byDistance;
  private final Ages ages = new Ages();
  private final Deadlines<Entry> deadlines = new Deadlines<>();
  private long bytes;

  /// An empty table of the node with id `self`.
  public ValueTable(NodeId self, StoreOptions options) {
    this.self = self;
    this.options = options;
    this.byDistance = new TreeMap<>(self::compareDistance);
  }

  /// Stores the value whose MessagePack form is `encoded`, as of `storedAt`, which is not before
  /// that of any value stored already.
  ///
  /// @return the keys whose values had to go to make room, or `null` if the value is refused:
  ///   expired already, or farther than all that would have to go
  public @Nullable List<NodeId> put(
      long now, NodeId key, Bytes encoded, long storedAt, long expiresAt, Copy copy) {
    if (expiresAt <= now) {
      return null;
    }
    int added = KEY_BYTES + encoded.length();
    List<NodeId> displaced = displacedBy(key, added);
    if (displaced == null) {
      return null;
    }
    displaced.forEach(this::remove);
    remove(key);
    Entry entry = new Entry(key, encoded.toArray(), storedAt, copy);
    byDistance.put(key, entry);
    ages.append(entry);
    deadlines.add(entry, expiresAt);
    bytes += added;
    return displaced;
  }

  private @Nullable List<NodeId> displacedBy(NodeId key, int added) {
    Entry known = byDistance.get(key);
    int tooMany = byDistance.size() + (known == null ? 1 : 0) - options.entries();
    long tooLong = bytes + added - (known == null ? 0 : known.size()) - options.bytes();
    List<NodeId> displaced = new ArrayList<>();
    for (Entry farthest : byDistance.descendingMap().values()) {
      if (tooMany <= 0 && tooLong <= 0) {
        break;
      }
      if (farthest != known) {
        if (self.compareDistance(farthest.key, key) < 0) {
          return null;
        }
        displaced.add(farthest.key);
        tooLong -= farthest.size();
        tooMany--;
      }
    }
    return tooMany > 0 || tooLong > 0 ? null : displaced;
  }

  /// What is stored under `key`, `null` if nothing is or it has expired.
  public @Nullable StoredValue find(long now, NodeId key) {
    Entry entry = byDistance.get(key);
    return entry == null || entry.due() <= now
        ? null
        : new StoredValue(entry.value(), entry.storedAt, entry.due(), entry.copy);
  }

  /// Forgets what is stored under `key`; returns whether anything was.
  public boolean remove(NodeId key) {
    Entry entry = byDistance.remove(key);
    if (entry == null) {
      return false;
    }
    ages.remove(entry);
    deadlines.remove(entry);
    bytes -= entry.size();
    return true;
  }

  /// Removes what has expired by now, at most 256 entries, and returns the keys in the order of
  /// expiry.
  public List<NodeId> expire(long now) {
    if (nextDeadline() > now) {
      return List.of();
    }
    List<NodeId> expired = new ArrayList<>();
    while (expired.size() < MOST_EXPIRED_PER_CALL) {
      Entry entry = deadlines.poll(now);
      if (entry == null) {
        break;
      }
      remove(entry.key);
      expired.add(entry.key);
    }
    return expired;
  }

  /// See [ValueStore#storedBefore].
  public List<NodeId> storedBefore(long now, long instant, int most) {
    List<NodeId> keys = new ArrayList<>();
    for (Entry entry = ages.oldest();
        entry != null && entry.storedAt < instant && keys.size() < most;
        entry = entry.newer) {
      if (entry.due() > now) {
        keys.add(entry.key);
      }
    }
    return keys;
  }

  /// See [ValueStore#keysAfter].
  public List<NodeId> keysAfter(@Nullable NodeId after, int most) {
    List<NodeId> keys = new ArrayList<>();
    for (NodeId key :
        after == null ? byDistance.keySet() : byDistance.tailMap(after, false).keySet()) {
      if (keys.size() == most) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }

  /// When the next value expires; [Long#MAX_VALUE] if there is none.
  public long nextDeadline() {
    return deadlines.next();
  }

  /// The number of values.
  public int size() {
    return byDistance.size();
  }

  /// What the values take.
  public long bytes() {
    return bytes;
  }

  /// One value, with its place in each order. As small as it can be: there may be 100,000.
  static final class Entry extends Deadlines.Entry {
    final NodeId key;
    private final byte[] encoded;
    private final long storedAt;
    private final Copy copy;

    @Nullable Entry older;
    @Nullable Entry newer;

    Entry(NodeId key, byte[] encoded, long storedAt, Copy copy) {
      this.key = key;
      this.encoded = encoded;
      this.storedAt = storedAt;
      this.copy = copy;
    }

    int size() {
      return KEY_BYTES + encoded.length;
    }

    MsgValue value() {
      try {
        return MsgReader.read(Bytes.wrap(encoded), 0, ANY);
      } catch (MalformedException impossible) {
        throw new IllegalStateException("a value we wrote cannot be read: " + key, impossible);
      }
    }
  }
}
