package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;

/// What a node remembers of one key: which signatures no longer stand for its values. Whoever keeps
/// the values keeps this too, bounds it, and lets it go after a week, for as long as any node keeps
/// a value that nobody stores again.
public interface Superseded {
  /// Remembers a signature of 64 bytes from now on.
  void add(Bytes signature);

  /// Whether a signature is remembered.
  boolean contains(Bytes signature);
}
