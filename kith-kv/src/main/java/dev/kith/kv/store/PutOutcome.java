package dev.kith.kv.store;

/// What became of a put.
public sealed interface PutOutcome {
  /// The value is stored, as safely as the store can.
  record Stored() implements PutOutcome {}

  /// The value is not stored: the store is full of values nearer to the node, or the value had
  /// expired.
  record Refused() implements PutOutcome {}

  /// The value could not be made durable. It may be found until the program ends.
  ///
  /// @param reason what the disk or the database said, in one line
  record Failed(String reason) implements PutOutcome {}
}
