package dev.kith.mainline.store;

/// What became of an item that was to be stored.
public sealed interface PutOutcome {
  /// It is stored now, in place of what was there.
  record Stored() implements PutOutcome {}

  /// It was stored already, and will be kept for longer.
  record Refreshed() implements PutOutcome {}

  /// It was not stored.
  ///
  /// @param code the error to answer with, see `dev.kith.mainline.wire.ErrorCode`
  /// @param text the same for people
  record Refused(int code, String text) implements PutOutcome {}
}
