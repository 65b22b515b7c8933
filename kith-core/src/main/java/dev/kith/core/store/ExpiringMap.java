package dev.kith.core.store;

import dev.kith.core.time.Deadlines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A map of bounded size whose entries expire, each at a time of its own.
///
/// What has expired is never returned, whether it was removed yet or not. [#expire] removes it, a
/// bounded number at a time; a full map makes room by removing what has expired, and then whom its
/// [Eviction] names. Entries are visited in the order in which their keys were added.
///
/// An empty map holds next to nothing. Told the time in nanoseconds; for one thread.
///
/// @param <K> the key
/// @param <V> the value
public final class ExpiringMap<K, V> {
  private static final int MOST_EXPIRED_PER_CALL = 256;

  private final int most;
  private final Eviction<K> eviction;
  private @Nullable Map<K, Item<K, V>> items;
  private final Deadlines<Item<K, V>> deadlines = new Deadlines<>();

  /// A map of up to `most` entries; `eviction` serves this map alone.
  public ExpiringMap(int most, Eviction<K> eviction) {
    if (most < 1) {
      throw new IllegalArgumentException("a map has room for one entry at least, not " + most);
    }
    this.most = most;
    this.eviction = eviction;
  }

  /// An entry that was removed because its time was over.
  public record Expired<K, V>(K key, V value) {}

  /// Sets the value of `key`, until `expiresAt`.
  public Put<K, V> put(long now, K key, V value, long expiresAt) {
    if (expiresAt <= now) {
      return new Put.Refused<>();
    }
    Item<K, V> known = item(key);
    if (known != null) {
      return replace(now, known, value, expiresAt);
    }
    Item<K, V> displaced = null;
    if (size() == most) {
      displaced = victim(now, key);
      if (displaced == null) {
        return new Put.Refused<>();
      }
      drop(displaced);
    }
    add(new Item<>(key, value), expiresAt);
    return displaced == null
        ? new Put.Added<>()
        : new Put.Displaced<>(displaced.key, displaced.value);
  }

  /// The value of `key`, `null` if there is none or it has expired.
  public @Nullable V get(long now, K key) {
    Item<K, V> item = item(key);
    return item == null || item.due() <= now ? null : item.value;
  }

  /// When `key` expires or has expired; [Long#MIN_VALUE] if there is no such entry.
  public long expiresAt(K key) {
    Item<K, V> item = item(key);
    return item == null ? Long.MIN_VALUE : item.due();
  }

  /// Removes `key` and returns its value, `null` if there was none or it had expired.
  public @Nullable V remove(long now, K key) {
    Item<K, V> item = item(key);
    if (item == null) {
      return null;
    }
    boolean isLive = item.due() > now;
    drop(item);
    return isLive ? item.value : null;
  }

  /// Removes what has expired by now and returns it, in the order of expiry. At most 256 entries at
  /// a time: while there are more, [#nextDeadline] stays in the past.
  public List<Expired<K, V>> expire(long now) {
    if (nextDeadline() > now) {
      return List.of();
    }
    List<Expired<K, V>> expired = new ArrayList<>();
    while (expired.size() < MOST_EXPIRED_PER_CALL) {
      Item<K, V> item = deadlines.poll(now);
      if (item == null) {
        break;
      }
      drop(item);
      expired.add(new Expired<>(item.key, item.value));
    }
    return expired;
  }

  /// When the next entry expires; [Long#MAX_VALUE] if there is none.
  public long nextDeadline() {
    return deadlines.next();
  }

  /// The number of entries, with those that have expired and were not removed yet.
  public int size() {
    return items == null ? 0 : items.size();
  }

  /// Visits the entries that have not expired, in the order in which their keys were added. The
  /// visitor must not change the map.
  public void forEach(long now, BiConsumer<? super K, ? super V> visitor) {
    if (items == null) {
      return;
    }
    for (Item<K, V> item : items.values()) {
      if (item.due() > now) {
        visitor.accept(item.key, item.value);
      }
    }
  }

  private @Nullable Item<K, V> item(K key) {
    return items == null ? null : items.get(key);
  }

  private Put<K, V> replace(long now, Item<K, V> item, V value, long expiresAt) {
    boolean wasLive = item.due() > now;
    V previous = item.value;
    item.value = value;
    deadlines.add(item, expiresAt);
    return wasLive ? new Put.Replaced<>(previous) : new Put.Added<>();
  }

  private @Nullable Item<K, V> victim(long now, K newcomer) {
    Item<K, V> soonest = deadlines.first();
    if (soonest == null || soonest.due() <= now) {
      return soonest;
    }
    K chosen = eviction.victim(newcomer, soonest.key);
    return chosen == null ? null : item(chosen);
  }

  private void add(Item<K, V> item, long expiresAt) {
    if (items == null) {
      items = new LinkedHashMap<>();
    }
    items.put(item.key, item);
    deadlines.add(item, expiresAt);
    eviction.added(item.key);
  }

  private void drop(Item<K, V> item) {
    deadlines.remove(item);
    eviction.removed(item.key);
    if (items != null) {
      items.remove(item.key);
      items = items.isEmpty() ? null : items;
    }
  }

  private static final class Item<K, V> extends Deadlines.Entry {
    final K key;
    V value;

    Item(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }
}
