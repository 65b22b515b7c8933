package dev.kith.kv.http;

import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedValue;
import java.util.concurrent.CompletableFuture;

/// A network of signed values, as this interface needs it. May be called from any thread.
public interface SignedValues {
  /// Stores a value under a key's text, if its signature is genuine and the network holds nothing
  /// that forbids it.
  CompletableFuture<Written> store(String key, SignedValue value);

  /// Asks what a key holds. That it holds nothing is an answer too, and is signed as well.
  CompletableFuture<Found> find(String key);

  /// What came of storing.
  sealed interface Written {
    /// The rules accept the value.
    ///
    /// @param stored how many nodes say that they keep it, this one included; 0 if it is lost, for
    ///   nobody could be reached or nobody could write
    /// @param asked how many were asked, this one included when it keeps it
    record Stored(int stored, int asked) implements Written {}

    /// The value was not accepted.
    ///
    /// @param refusal why
    record Refused(Refusal refusal) implements Written {}
  }

  /// What came of asking.
  ///
  /// @param message this node's word on it
  /// @param agreeing how many nodes hold exactly this
  /// @param answers how many nodes gave a verified holding
  record Found(NodeMessage message, int agreeing, int answers) {}
}
