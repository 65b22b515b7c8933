package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.store.Eviction;
import dev.kith.core.store.ExpiringMap;

/// The signatures of values that their owners have replaced, for a week.
///
/// Signed values have no version, so anybody who kept an old one could put it back. A node that saw
/// the update refuses that, and does not believe it when reading. The owner who wants an earlier
/// value back signs it anew with another `exp_time`. For one thread; times in nanoseconds.
public final class Superseded {
  /// How long a signature is remembered: as long as any node keeps a value without a new store.
  public static final long NANOS = 7L * 24 * 60 * 60 * 1_000_000_000;

  /// The most signatures that are remembered, about 150 bytes each; the oldest make room.
  public static final int MOST = 65_536;

  private final ExpiringMap<Bytes, Boolean> known = new ExpiringMap<>(MOST, Eviction.soonest());

  /// A memory of nothing yet.
  public Superseded() {}

  /// Takes note that `value` is no longer what its owner wants `key` to hold.
  public void add(long now, NodeId key, SignedValue value) {
    known.put(now, nameOf(key, value), true, now + NANOS);
  }

  /// Whether `value` was replaced by its owner under `key`.
  public boolean contains(long now, NodeId key, SignedValue value) {
    return known.get(now, nameOf(key, value)) != null;
  }

  /// Forgets what is over; see [ExpiringMap#expire].
  public void expire(long now) {
    var _ = known.expire(now);
  }

  /// How many signatures are remembered.
  public int size() {
    return known.size();
  }

  /// By the signature's numbers: its digits in capitals are the same signature.
  private static Bytes nameOf(NodeId key, SignedValue value) {
    return key.bytes().concat(value.authorization().signature());
  }
}
