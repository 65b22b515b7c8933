package dev.kith.mainline.node;

import dev.kith.mainline.MainlineException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Those who wait for something that a node was asked for. When it closes all are told.
final class Waiting {
  // A caller may end its wait on any thread.
  private final Set<Consumer<MainlineException>> told =
      Collections.synchronizedSet(new LinkedHashSet<>());
  private boolean closed;

  /// Somebody waits for `end`, and is told by `fail` if the node closes before. Returns false if it
  /// has closed already; then `fail` has been called.
  boolean add(CompletableFuture<?> end, Consumer<MainlineException> fail) {
    if (closed) {
      fail.accept(isClosed());
      return false;
    }
    told.add(fail);
    var _ = end.whenComplete((result, failure) -> told.remove(fail));
    return true;
  }

  /// The node closes.
  void close() {
    closed = true;
    List.copyOf(told).forEach(fail -> fail.accept(isClosed()));
  }

  private static MainlineException isClosed() {
    return new MainlineException.Closed("the node was closed");
  }
}
