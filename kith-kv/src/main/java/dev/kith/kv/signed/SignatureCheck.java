package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;

/// Says whether signatures are genuine.
@FunctionalInterface
public interface SignatureCheck {
  /// Whether `authorization` is the signature of `digest` by the key it names.
  boolean verifies(Authorization authorization, Bytes digest);

  /// A check that computes every answer afresh.
  static SignatureCheck direct() {
    return Authorization::verifies;
  }
}
