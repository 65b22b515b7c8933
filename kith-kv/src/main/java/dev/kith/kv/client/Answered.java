package dev.kith.kv.client;

import dev.kith.kv.signed.Holding;
import java.util.OptionalInt;

/// What a node says a key holds, after both signatures were checked: the node's and the owners'.
public sealed interface Answered {
  /// The key holds this.
  ///
  /// @param holding every value in it is signed by its owner, for this key
  /// @param node the public key of the node that answered, as it spells it
  /// @param agreeing how many nodes hold exactly this, if the node says so; the original does not
  /// @param answers how many nodes answered it
  record Holds(Holding holding, String node, OptionalInt agreeing, OptionalInt answers)
      implements Answered {}

  /// The node found nothing.
  ///
  /// @param node the public key of the node that answered
  record Absent(String node) implements Answered {}

  /// The answer cannot be believed: it is no message, or a signature in it is not genuine.
  ///
  /// @param reason in a few words
  record Untrusted(String reason) implements Answered {}

  /// The node gave no answer about the key.
  ///
  /// @param status the status code
  /// @param reason in a few words
  record Failed(int status, String reason) implements Answered {}
}
