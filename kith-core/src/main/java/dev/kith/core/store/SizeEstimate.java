package dev.kith.core.store;

import dev.kith.core.id.NodeId;
import java.util.List;

/// How many nodes a network has, judged by how close together the nearest ones to random targets
/// are.
///
/// With N nodes spread evenly, the i-th nearest is expected at i/N of the key space. The slope of
/// that line is fitted to each set by least squares (as pubky/mainline does): `1/N = Σ(i·d_i) /
/// Σi²`, distances as parts of the key space. Slopes are averaged over the latest sets, because
/// unlike sizes they are not biased by that. Sets of targets chosen by others, or of one target
/// again and again, say little: feed it those of random ones. For one thread.
public final class SizeEstimate {
  private static final int MOST_SETS = 64;
  private static final double KEY_SPACE = 0x1p64; // as far as distance heads go

  private double slope;
  private double variance; // of one set, relative to its square
  private int sets;

  /// An estimate that has seen no set.
  public SizeEstimate() {}

  /// Takes note of a set of nodes nearest to `target`, nearest first, as a finished lookup found
  /// them. An empty set is ignored.
  public void sample(NodeId target, List<NodeId> nearest) {
    if (nearest.isEmpty()) {
      return;
    }
    double weighted = 0;
    double squares = 0;
    for (int i = 1; i <= nearest.size(); i++) {
      weighted += i * partOf(target.distanceHead(nearest.get(i - 1)));
      squares += (double) i * i;
    }
    sets = Math.min(sets + 1, MOST_SETS);
    slope += (weighted / squares - slope) / sets;
    variance += (relativeVariance(nearest.size()) - variance) / sets;
  }

  /// The number of nodes; 0 if no set was seen.
  public double nodes() {
    return slope > 0 ? 1 / slope : 0;
  }

  /// The standard deviation of [#nodes()] as a part of it, supposing nodes are spread evenly; 1 if
  /// no set was seen.
  public double relativeError() {
    return sets == 0 ? 1 : Math.sqrt(variance / sets);
  }

  /// The expected distance of the `rank`-th nearest node to any target, as an unsigned number like
  /// [NodeId#distanceHead]: who is farther is not among the nearest. All ones if no set was seen.
  public long expectedDistanceHead(int rank) {
    double part = rank * slope;
    return sets == 0 || part >= 1 ? -1 : (long) (part * 0x1p63) << 1;
  }

  private static double partOf(long unsigned) {
    double upper = (double) (unsigned >>> 1) * 2 + (unsigned & 1);
    return upper / KEY_SPACE;
  }

  // The gaps between neighbours are independent and exponential. The j-th gap is part of all
  // distances from the j-th on, so its weight in the slope is w_j = Σ_{i≥j} i / Σi²; the variance
  // of
  // the slope, relative to its square, is Σ w_j². For twenty nodes that is 0.24².
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
