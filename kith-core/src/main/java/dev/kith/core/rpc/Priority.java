package dev.kith.core.rpc;

/// What a request is for.
public enum Priority {
  /// Someone waits for the result.
  FOREGROUND,
  /// Upkeep: filling, refreshing, checking. Goes ahead only where nobody is kept waiting.
  BACKGROUND
}
