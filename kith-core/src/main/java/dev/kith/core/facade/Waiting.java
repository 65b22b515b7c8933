package dev.kith.core.facade;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Those who wait for something that a node was asked for. When the node closes all are told, in
/// the order in which they asked.
///
/// Used on the loop's thread alone, while any thread may end a wait.
///
/// @param <F> the failure that says that the node was closed
public final class Waiting<F extends Throwable> {
  private final Supplier<F> isClosed;
  private final Set<Consumer<? super F>> told = Collections.synchronizedSet(new LinkedHashSet<>());
  private boolean closed;

  /// Nobody waits yet; each of those who will is told a failure of its own.
  public Waiting(Supplier<F> isClosed) {
    this.isClosed = isClosed;
  }

  /// Somebody waits for `result`, which fails if the node closes before. Returns false if it has
  /// closed already; then `result` has failed.
  public boolean add(CompletableFuture<?> result) {
    return add(result, result::completeExceptionally);
  }

  /// Somebody waits for `end`, and is told by `fail` if the node closes before. Returns false if it
  /// has closed already; then `fail` has been called.
  public boolean add(CompletableFuture<?> end, Consumer<? super F> fail) {
    if (closed) {
      fail.accept(isClosed.get());
      return false;
    }
    told.add(fail);
    var _ = end.whenComplete((_, _) -> told.remove(fail));
    return true;
  }

  /// How many wait.
  public int size() {
    return told.size();
  }

  /// The node closes.
  public void close() {
    closed = true;
    List.copyOf(told).forEach(fail -> fail.accept(isClosed.get()));
  }
}
