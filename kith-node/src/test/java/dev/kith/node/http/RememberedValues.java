package dev.kith.node.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.http.SignedValues;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps whatever it is given, without a network and without rules.
public final class RememberedValues implements SignedValues {
  /// The node that answers.
  public static final SigningKey KEY = SigningKey.of(Bytes.hex("11".repeat(32)));

  private final Map<String, SignedValue> values = new ConcurrentHashMap<>();

  @Override
  public CompletableFuture<Written> store(String key, SignedValue value) {
    values.put(key, value);
    return CompletableFuture.completedFuture(new Written.Stored(1, 1));
  }

  @Override
  public CompletableFuture<Found> find(String key) {
    Optional<String> text = Optional.ofNullable(values.get(key)).map(SignedValue::text);
    NodeMessage message =
        NodeMessage.sign(KEY, SignedText.digestOf(key), text, NodeMessage.Form.WITH_MODE);
    return CompletableFuture.completedFuture(new Found(message, 1, 1));
  }
}
