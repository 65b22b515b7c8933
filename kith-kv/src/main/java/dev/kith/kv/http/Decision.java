package dev.kith.kv.http;

import dev.kith.kv.signed.SignedValue;

/// What a request asks for, or the answer where the network is not needed.
sealed interface Decision {
  /// To say what a key holds.
  record Read(String key, boolean withBody) implements Decision {}

  /// To store a value.
  record Write(String key, SignedValue value) implements Decision {}

  /// Nothing more: this is the answer.
  record Answered(HttpAnswer answer) implements Decision {}
}
