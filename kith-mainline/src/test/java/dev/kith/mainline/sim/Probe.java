package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lookups for random targets, all begun at the same moment by different nodes, held against the
/// oracle.
final class Probe {
  private static final Duration LONGEST = Duration.ofMinutes(1);

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

  /// Runs `count` lookups at once and adds what came of them. One whose searcher leaves meanwhile
  /// does not count; one that never ends counts as a failure.
  Probe run(int count) {
    List<Walk> running = new ArrayList<>();
    for (Resident searcher : net.someReady(count)) {
      running.add(new Walk(searcher, net.target()));
    }
    net.world().runUntil(() -> running.stream().allMatch(Walk::isOver), LONGEST);
    running.forEach(this::add);
    return this;
  }

  private void add(Walk walk) {
    if (!walk.searcher.host().isUp()) {
      return;
    }
    lookups++;
    if (walk.found == null) {
      return;
    }
    List<Contact> nearest = walk.found.nearest();
    List<NodeId> ids = nearest.stream().map(Contact::id).toList();
    exact += ids.equals(walk.expected) || ids.equals(walk.expectedAtEnd) ? 1 : 0;
    if (!ids.isEmpty()) {
      NodeId first = ids.getFirst();
      boolean isNearest =
          first.equals(walk.expected.getFirst()) || first.equals(walk.expectedAtEnd.getFirst());
      closestFound += isNearest ? 1 : 0;
      depths += walk.hops.of(nearest.getFirst().endpoint());
    }
    asked += walk.found.counts().asked();
    nanos.add(walk.took);
  }

  /// One lookup. Where nodes come and go, who was nearest when it began is as good an answer as who
  /// was when it ended.
  private final class Walk {
    final Resident searcher;
    final List<NodeId> expected;
    final HopCount hops;
    List<NodeId> expectedAtEnd = List.of();
    @Nullable FoundNodes found;
    long took;

    Walk(Resident searcher, NodeId target) {
      this.searcher = searcher;
      this.expected = net.nearest(target, k, searcher);
      this.hops = new HopCount(target);
      long began = net.world().now();
      searcher.gate(hops);
      var _ =
          searcher
              .node()
              .findNodes(target)
              .thenAccept(
                  nodes -> {
                    found = nodes;
                    took = net.world().now() - began;
                    expectedAtEnd = net.nearest(target, k, searcher);
                    searcher.gate(PacketGate.OPEN);
                  });
    }

    boolean isOver() {
      return found != null || !searcher.host().isUp();
    }
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
