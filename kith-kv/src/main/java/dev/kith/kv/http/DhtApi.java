package dev.kith.kv.http;

import java.util.concurrent.CompletableFuture;

/// Answers requests of HTTP from a network of signed values. May be called from any thread.
public final class DhtApi {
  private final SignedValues values;

  /// An interface to `values`.
  public DhtApi(SignedValues values) {
    this.values = values;
  }

  /// The answer to a request. Never fails: what goes wrong in the network is an answer of 500.
  public CompletableFuture<HttpAnswer> answer(HttpCall call) {
    return switch (HttpRules.decide(call)) {
      case Decision.Answered(HttpAnswer answer) -> CompletableFuture.completedFuture(answer);
      case Decision.Read(String key, boolean withBody) ->
          values
              .find(key)
              .thenApply(found -> HttpRules.answer(found, withBody))
              .exceptionally(_ -> HttpRules.internalError());
      case Decision.Write(String key, var value) ->
          values
              .store(key, value)
              .thenApply(HttpRules::answer)
              .exceptionally(_ -> HttpRules.internalError());
    };
  }
}
