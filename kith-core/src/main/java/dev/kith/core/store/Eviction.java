package dev.kith.core.store;

import org.jspecify.annotations.Nullable;

/// Says who gives way in a full [ExpiringMap].
///
/// @param <K> the key
@FunctionalInterface
public interface Eviction<K> {
  /// The key to remove so that `newcomer` can be added; `null` if the newcomer is to be refused.
  ///
  /// @param soonest the key that would expire first
  @Nullable K victim(K newcomer, K soonest);

  /// A key was added to the map.
  default void added(K key) {}

  /// A key was removed from the map, however that came.
  default void removed(K key) {}

  /// Nobody gives way: a full map refuses newcomers.
  static <K> Eviction<K> none() {
    return (newcomer, soonest) -> null;
  }

  /// Whoever would expire first gives way.
  static <K> Eviction<K> soonest() {
    return (newcomer, soonest) -> soonest;
  }
}
