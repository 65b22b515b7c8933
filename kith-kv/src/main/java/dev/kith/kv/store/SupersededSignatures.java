package dev.kith.kv.store;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.store.Eviction;
import dev.kith.core.store.ExpiringMap;
import dev.kith.core.store.Put;
import java.util.List;

/// Signatures that no longer stand for the values of their keys, each until a time of its own.
///
/// Bounded: those that end soonest go first. A pure machine on one thread.
public final class SupersededSignatures {
  private final ExpiringMap<Bytes, Boolean> signatures;

  /// Room for `most` signatures.
  public SupersededSignatures(int most) {
    signatures = new ExpiringMap<>(most, Eviction.soonest());
  }

  /// Remembers the signature that [#entry] named until `until`; returns those it took the place of.
  public List<Bytes> add(long now, Bytes entry, long until) {
    return switch (signatures.put(now, entry, true, until)) {
      case Put.Displaced<Bytes, Boolean>(Bytes displaced, Boolean _) -> List.of(displaced);
      case Put.Added<Bytes, Boolean> _ -> List.of();
      case Put.Replaced<Bytes, Boolean> _ -> List.of();
      case Put.Refused<Bytes, Boolean> _ -> List.of();
    };
  }

  /// Whether the signature that [#entry] named is remembered.
  public boolean contains(long now, Bytes entry) {
    return signatures.get(now, entry) != null;
  }

  /// Removes what has ended by now, at most 256 of them, and returns them as [#entry] names them.
  public List<Bytes> expire(long now) {
    return signatures.expire(now).stream().map(ExpiringMap.Expired::key).toList();
  }

  /// When the next one ends; [Long#MAX_VALUE] if there is none.
  public long nextDeadline() {
    return signatures.nextDeadline();
  }

  /// The number of signatures, perhaps with some that have ended.
  public int size() {
    return signatures.size();
  }

  /// The name of a signature in here: its key, then itself.
  public static Bytes entry(NodeId key, Bytes signature) {
    return key.bytes().concat(signature);
  }
}
