package dev.kith.kv.store;

/// The bounds of a [ValueStore].
///
/// @param entries the most values
/// @param bytes the most bytes of all values together, each counted as its MessagePack form and 20
///   bytes of key
/// @param signatures the most superseded signatures remembered
public record StoreOptions(int entries, long bytes, int signatures) {
  /// 100,000 values of together 128 MiB, and 100,000 signatures.
  public static final StoreOptions DEFAULT = new StoreOptions(100_000, 128L << 20, 100_000);

  /// Checks that all are positive.
  public StoreOptions {
    if (entries < 1 || bytes < 1 || signatures < 1) {
      throw new IllegalArgumentException("bounds of a store are positive: " + this);
    }
  }
}
