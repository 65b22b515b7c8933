package dev.kith.mainline.krpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/// Which lookup may send next. All share one bound of queries in flight; single queries go first,
/// then `closest` lookups in the order of their start, and `populate` lookups get what those leave.
/// Beside anything else a `populate` starts no query while the background bound is reached.
final class Turns {
  private final KRpcOptions options;
  private final IntSupplier busy;
  private final Set<KRpcLookup> foreground = new LinkedHashSet<>();
  private final Set<KRpcLookup> background = new LinkedHashSet<>();

  /// `busy` counts the queries that are in flight or waiting.
  Turns(KRpcOptions options, IntSupplier busy) {
    this.options = options;
    this.busy = busy;
  }

  int lookups() {
    return foreground.size() + background.size();
  }

  void add(KRpcLookup lookup) {
    (lookup.isBackground() ? background : foreground).add(lookup);
  }

  void remove(KRpcLookup lookup) {
    (lookup.isBackground() ? background : foreground).remove(lookup);
  }

  boolean maySend(KRpcLookup lookup) {
    int now = busy.getAsInt();
    if (now >= options.concurrency()) {
      return false;
    }
    boolean alone = now == lookup.outstanding();
    return !lookup.isBackground() || alone || now < options.backgroundConcurrency();
  }

  void pumpForeground() {
    List.copyOf(foreground).forEach(KRpcLookup::pump);
  }

  void pump() {
    pumpForeground();
    List.copyOf(background).forEach(KRpcLookup::pump);
  }

  void failAll() {
    List.copyOf(foreground).forEach(lookup -> lookup.fail(new KRpcException.Cancelled()));
    List.copyOf(background).forEach(lookup -> lookup.fail(new KRpcException.Cancelled()));
  }
}
