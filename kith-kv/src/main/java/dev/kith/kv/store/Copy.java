package dev.kith.kv.store;

/// Which copy of a value a node keeps.
public enum Copy {
  /// It is one of the nodes nearest to the key: it republishes the value and hands it over.
  PRIMARY,
  /// It lay on somebody's way to the key: it keeps it for a shorter time and does neither
  /// (Maymounkov and Mazières 2002, section 2.3).
  CACHED
}
