package dev.kith.kv.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long things took.
final class Times {
  private final List<Long> nanos = new ArrayList<>();

  void add(long took) {
    nanos.add(took);
  }

  int count() {
    return nanos.size();
  }

  /// The time a share `p` of them did not exceed, in seconds.
  double seconds(double p) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int at = (int) Math.min(sorted.size() - 1, Math.round(p * sorted.size()));
    return sorted.isEmpty() ? 0 : sorted.get(at) / 1e9;
  }

  @Override
  public String toString() {
    return "p50 %.2f s, p95 %.2f s, worst %.2f s"
        .formatted(seconds(0.5), seconds(0.95), seconds(1));
  }
}
