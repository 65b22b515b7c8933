package dev.kith.sim.link;

import java.time.Duration;

/// Losses in bursts: the link is good and bad in turn, each for an exponentially distributed time,
/// and loses much while it is bad (Gilbert 1960, Elliott 1963).
///
/// @param meanGood how long it is good, on average
/// @param meanBad how long it is bad, on average
/// @param lossWhenBad the share of datagrams lost while it is bad, 0 to 1
public record Burst(Duration meanGood, Duration meanBad, double lossWhenBad) {
  /// Checks the ranges.
  public Burst {
    if (!meanGood.isPositive() || !meanBad.isPositive()) {
      throw new IllegalArgumentException("times are positive, not " + meanGood + " and " + meanBad);
    }
    Link.requireShare("lossWhenBad", lossWhenBad);
  }

  /// The share of all datagrams that are lost.
  public double loss() {
    double bad = meanBad.toNanos();
    return lossWhenBad * bad / (bad + meanGood.toNanos());
  }
}
