package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Lookups for random targets, all begun at the same moment by different nodes, held against the
/// oracle.
final class Probe {
  private final MainlineWorld net;
  private final int k;
  private int lookups;
  private int exact;
  private int closestFound;
  private int asked;
  private int depths;
  private final List<Long> nanos = new ArrayList<>();

  Probe(MainlineWorld net, int k) {
    this.net = net;
    this.k = k;
  }

  /// Runs `count` lookups at once and adds what came of them.
  Probe run(int count) {
    List<CompletableFuture<?>> running = new ArrayList<>();
    for (Resident searcher : net.some(count)) {
      running.add(look(searcher, net.target()));
    }
    net.world().await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
    return this;
  }

  private CompletableFuture<?> look(Resident searcher, NodeId target) {
    List<NodeId> expected = net.nearest(target, k, searcher);
    long began = net.world().now();
    HopCount hops = new HopCount(target);
    searcher.gate(hops);
    return searcher
        .node()
        .findNodes(target)
        .thenAccept(found -> ended(expected, found, hops, net.world().now() - began));
  }

  private void ended(List<NodeId> expected, FoundNodes found, HopCount hops, long took) {
    depths += found.nearest().isEmpty() ? 0 : hops.of(found.nearest().getFirst().endpoint());
    List<NodeId> ids = found.nearest().stream().map(Contact::id).toList();
    lookups++;
    exact += ids.equals(expected) ? 1 : 0;
    closestFound += !ids.isEmpty() && ids.getFirst().equals(expected.getFirst()) ? 1 : 0;
    asked += found.counts().asked();
    nanos.add(took);
  }

  /// The share that found exactly the k nearest live nodes.
  double exact() {
    return (double) exact / lookups;
  }

  /// The share that found the nearest live node.
  double closestFound() {
    return (double) closestFound / lookups;
  }

  /// Requests for one lookup.
  double messages() {
    return (double) asked / lookups;
  }

  /// After how many hops the nearest was asked: 1 if it was in the searcher's table.
  double depth() {
    return (double) depths / lookups;
  }

  /// The time a share `p` of the lookups did not exceed, in seconds.
  double seconds(double p) {
    return quantile(nanos, p);
  }

  static double quantile(List<Long> nanos, double p) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.round(p * sorted.length))] / 1e9;
  }

  @Override
  public String toString() {
    return "%d lookups: exact %.2f %%, closest %.2f %%, depth %.2f, %.1f messages, p50 %.2f s, p95 %.2f s"
        .formatted(
            lookups,
            100 * exact(),
            100 * closestFound(),
            depth(),
            messages(),
            seconds(0.5),
            seconds(0.95));
  }
}
