package dev.kith.core.store;

/// What came of adding to an [ExpiringMap].
///
/// @param <K> the key
/// @param <V> the value
public sealed interface Put<K, V> {
  /// The key is new, and there was room.
  record Added<K, V>() implements Put<K, V> {}

  /// The key was there, with this value.
  record Replaced<K, V>(V previous) implements Put<K, V> {}

  /// The key is new, and this one was removed to make room: it had expired, or the policy chose it.
  record Displaced<K, V>(K key, V value) implements Put<K, V> {}

  /// Nothing was changed: the map is full, or the time of the value is over.
  record Refused<K, V>() implements Put<K, V> {}
}
