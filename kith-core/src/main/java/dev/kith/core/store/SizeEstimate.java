package dev.kith.core.store;

import dev.kith.core.id.NodeId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// How many nodes a network has, judged by how close together the nearest ones to random targets
/// are.
///
/// With N nodes spread evenly, the i-th nearest is expected at i/N of the key space. The slope of
/// that line is fitted to each set by least squares (as pubky/mainline does): `1/N = Σ(i·d_i) /
/// Σi²`, distances as parts of the key space. Slopes are averaged over the latest sets, because
/// unlike sizes they are not biased by that. For one thread.
///
/// It is only as good as its sets are independent. Feed it those of random targets: such as others
/// chose, or one target again and again, say little. Sets around the own id are left out, because a
/// node looks around itself far more often than anywhere else; and sets of an hour and a half ago
/// are forgotten, because networks grow.
public final class SizeEstimate {
  private static final int MOST_SETS = 16;
  private static final long LIFE = Duration.ofMinutes(90).toNanos();
  private static final double GOOD_ENOUGH = 0.2;
  private static final double KEY_SPACE = 0x1p64; // as far as distance heads go

  private final NodeId self;
  private final Deque<Sample> sets = new ArrayDeque<>(); // oldest first

  /// @param slope the fitted 1/N
  /// @param variance of the slope, relative to its square
  private record Sample(long since, double slope, double variance) {}

  /// An estimate by the node `self` that has seen no set.
  public SizeEstimate(NodeId self) {
    this.self = self;
  }

  /// Takes note of a set of nodes nearest to `target`, nearest first, as a finished lookup found
  /// them. An empty set is ignored, and one that reaches as far as the own id.
  public void sample(long now, NodeId target, List<NodeId> nearest) {
    if (nearest.isEmpty() || target.compareDistance(self, nearest.getLast()) <= 0) {
      return;
    }
    double weighted = 0;
    double squares = 0;
    for (int i = 1; i <= nearest.size(); i++) {
      weighted += i * partOf(target.distanceHead(nearest.get(i - 1)));
      squares += (double) i * i;
    }
    if (sets.size() == MOST_SETS) {
      sets.removeFirst();
    }
    sets.addLast(new Sample(now, weighted / squares, relativeVariance(nearest.size())));
  }

  /// The number of nodes; 0 if no set was seen lately.
  public double nodes(long now) {
    double slope = slope(now);
    return slope > 0 ? 1 / slope : 0;
  }

  /// The standard deviation of [#nodes] as a part of it, supposing nodes are spread evenly; 1 if no
  /// set was seen lately.
  public double relativeError(long now) {
    forget(now);
    double variance = sets.stream().mapToDouble(Sample::variance).average().orElse(1);
    return Math.sqrt(variance / Math.max(1, sets.size()));
  }

  /// Whether it is good enough to rely on: off by less than a fifth, most of the time.
  public boolean isReliable(long now) {
    return relativeError(now) < GOOD_ENOUGH;
  }

  /// The expected distance of the `rank`-th nearest node to any target, as an unsigned number like
  /// [NodeId#distanceHead]: who is farther is not among the nearest. All ones if no set was seen
  /// lately.
  public long expectedDistanceHead(long now, int rank) {
    double part = rank * slope(now);
    return sets.isEmpty() || part >= 1 ? -1 : (long) (part * 0x1p63) << 1;
  }

  private double slope(long now) {
    forget(now);
    return sets.stream().mapToDouble(Sample::slope).average().orElse(0);
  }

  private void forget(long now) {
    while (!sets.isEmpty() && now - sets.getFirst().since() >= LIFE) {
      sets.removeFirst();
    }
  }

  private static double partOf(long unsigned) {
    double upper = (double) (unsigned >>> 1) * 2 + (unsigned & 1);
    return upper / KEY_SPACE;
  }

  // The gaps between neighbours are independent and exponential. The j-th gap is part of all
  // distances from the j-th on, so its weight in the slope is w_j = Σ_{i≥j} i / Σi²; the variance
  // of the slope, relative to its square, is Σ w_j². For eight nodes that is 0.37², for twenty
  // 0.24².
  private static double relativeVariance(int count) {
    double squares = count * (count + 1.0) * (2.0 * count + 1) / 6;
    double weight = 0;
    double sum = 0;
    for (int j = count; j >= 1; j--) {
      weight += j / squares;
      sum += weight * weight;
    }
    return sum;
  }
}
