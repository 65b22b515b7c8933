package dev.kith.kv.client;

import java.util.OptionalInt;

/// What a node answered to a value that was posted.
public sealed interface Posted {
  /// The node accepted it.
  ///
  /// @param stored how many nodes keep it, if the node says so; the original does not
  /// @param asked how many were asked to
  record Accepted(OptionalInt stored, OptionalInt asked) implements Posted {}

  /// The node did not.
  ///
  /// @param status the status code: 400 not a signed value, 401 not the owner's to write, 413 too
  ///   long, others as HTTP has them
  /// @param reason why, in a few words; the status line where the node gives no reason
  record Refused(int status, String reason) implements Posted {}
}
