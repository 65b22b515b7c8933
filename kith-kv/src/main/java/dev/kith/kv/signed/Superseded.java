package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;

/// Where a node remembers which signatures no longer stand for the values of their keys. Whoever
/// keeps the values keeps this too, and bounds it.
public interface Superseded {
  /// Remembers `signature`, 64 bytes, of `key` until `until`; nanoseconds, as `now`.
  void add(long now, NodeId key, Bytes signature, long until);

  /// Whether `signature` of `key` is remembered.
  boolean contains(long now, NodeId key, Bytes signature);
}
