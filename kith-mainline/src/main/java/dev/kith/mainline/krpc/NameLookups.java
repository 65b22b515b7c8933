package dev.kith.mainline.krpc;

import dev.kith.core.facade.Waiting;
import dev.kith.core.net.Endpoint;
import java.util.concurrent.CompletableFuture;

/// The names being looked up for queries. The system may take seconds over a name, so they end as
/// cancelled when the node is destroyed. For the loop's thread.
final class NameLookups {
  private final int most;
  private final Waiting<KRpcException> waiting = new Waiting<>(KRpcException.Cancelled::new);

  /// Nothing looked up yet, and never more than `most` names at a time.
  NameLookups(int most) {
    this.most = most;
  }

  /// Completes `result` when `found` completes, unless [#cancelAll] comes first.
  ///
  /// @throws KRpcException.Busy if too many are looked up already
  void await(CompletableFuture<Endpoint> found, CompletableFuture<Endpoint> result) {
    if (waiting.size() >= most) {
      throw new KRpcException.Busy("names", most);
    }
    if (waiting.add(result)) {
      var _ =
          found.whenComplete(
              (endpoint, unknown) -> {
                if (unknown == null) {
                  result.complete(endpoint);
                } else {
                  result.completeExceptionally(unknown);
                }
              });
    }
  }

  /// Ends all as cancelled, those that are still to come too.
  void cancelAll() {
    waiting.close();
  }
}
