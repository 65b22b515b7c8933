package dev.kith.kv.store;

/// Why a node keeps a value.
public enum Holding {
  /// It is one of the nodes nearest to the key: it republishes the value and hands it over.
  PRIMARY,
  /// It lay on somebody's way to the key: it keeps a copy for a shorter time and does neither
  /// (Maymounkov and Mazières 2002, section 2.3).
  CACHED
}
