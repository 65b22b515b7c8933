package dev.kith.mainline.krpc;

import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// The names being looked up for queries. The system may take seconds over a name, so they end as
/// cancelled when the node is destroyed. For the loop's thread.
final class NameLookups {
  private final Loop loop;
  private final int most;
  private final Set<CompletableFuture<Endpoint>> open = new LinkedHashSet<>();

  /// Nothing looked up yet, and never more than `most` names at a time.
  NameLookups(Loop loop, int most) {
    this.loop = loop;
    this.most = most;
  }

  /// Completes `result` on the loop's thread when `found` completes on any, unless [#cancelAll]
  /// comes first.
  ///
  /// @throws KRpcException.Busy if too many are looked up already
  void await(CompletableFuture<Endpoint> found, CompletableFuture<Endpoint> result) {
    if (open.size() >= most) {
      throw new KRpcException.Busy("names", most);
    }
    open.add(result);
    var _ =
        found.whenComplete(
            (endpoint, unknown) -> {
              try {
                loop.execute(() -> end(result, endpoint, unknown));
              } catch (RejectedExecutionException closed) {
                result.completeExceptionally(new KRpcException.Cancelled());
              }
            });
  }

  private void end(
      CompletableFuture<Endpoint> result, Endpoint endpoint, @Nullable Throwable unknown) {
    open.remove(result);
    if (unknown == null) {
      result.complete(endpoint);
    } else {
      result.completeExceptionally(unknown);
    }
  }

  /// Ends all as cancelled.
  void cancelAll() {
    List<CompletableFuture<Endpoint>> all = List.copyOf(open);
    open.clear();
    all.forEach(each -> each.completeExceptionally(new KRpcException.Cancelled()));
  }
}
