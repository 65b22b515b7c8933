package dev.kith.bench.world;

import java.time.Duration;

/// So many lookups, a few at a time, one beginning as another ends.
final class Searchers {
  private final Inhabitants nodes;
  private int left;
  private int running;

  Searchers(Inhabitants nodes, int lookups) {
    this.nodes = nodes;
    this.left = lookups;
  }

  /// Runs them all.
  void run(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      next();
    }
    if (!nodes.world().runUntil(this::areDone, Duration.ofDays(1))) {
      throw new IllegalStateException(running + " lookups did not end");
    }
  }

  private void next() {
    if (left > 0) {
      left--;
      running++;
      nodes.lookUp(
          () -> {
            running--;
            next();
          });
    }
  }

  private boolean areDone() {
    return left == 0 && running == 0;
  }
}
