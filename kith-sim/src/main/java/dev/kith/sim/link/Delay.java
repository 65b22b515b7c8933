package dev.kith.sim.link;

import java.time.Duration;
import java.util.Arrays;

/// A distribution of durations, as a table of its quantiles: drawing from it is a look-up with
/// linear interpolation. The tables are computed with `StrictMath`, so they are the same on every
/// machine. Immutable.
public final class Delay {
  private static final int CELL_BITS = 12;
  private static final int CELLS = 1 << CELL_BITS;
  // What is left of the tails: they end where one draw in 8,192 would lie.
  private static final double EDGE = 0.5 / CELLS;

  private final long[] quantiles;
  private final String text;

  private Delay(long[] quantiles, String text) {
    this.quantiles = quantiles;
    this.text = text;
  }

  /// Always `duration`.
  public static Delay constant(Duration duration) {
    long[] quantiles = new long[CELLS + 1];
    Arrays.fill(quantiles, requirePositive(duration));
    return new Delay(quantiles, "constant(" + duration + ")");
  }

  /// Evenly spread from `least` to `most`.
  public static Delay uniform(Duration least, Duration most) {
    long from = requirePositive(least);
    long to = requirePositive(most);
    long[] quantiles = new long[CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      quantiles[i] = from + (long) ((double) (to - from) * i / CELLS);
    }
    return new Delay(quantiles, "uniform(" + least + ", " + most + ")");
  }

  /// Log-normal: the logarithm is normal with deviation `sigma`, half of all draws are below
  /// `median`. Round trips in the wild look like this.
  public static Delay logNormal(Duration median, double sigma) {
    double middle = requirePositive(median);
    double[] normal = Normal.quantiles(CELLS, EDGE);
    long[] quantiles = new long[CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      quantiles[i] = (long) (middle * StrictMath.exp(sigma * normal[i]));
    }
    return new Delay(quantiles, "logNormal(" + median + ", " + sigma + ")");
  }

  /// The duration in nanoseconds that 64 evenly distributed bits stand for: the same bits, the same
  /// duration.
  public long at(long bits) {
    int cell = (int) (bits >>> 64 - CELL_BITS);
    long fraction = bits >>> 64 - CELL_BITS - 31 & 0x7fffffffL;
    long low = quantiles[cell];
    double within = (double) (quantiles[cell + 1] - low) * fraction;
    return low + (long) (within * 0x1p-31);
  }

  /// The duration in nanoseconds that a share `p` of all draws, from 0 to 1, does not exceed.
  public long quantile(double p) {
    return quantiles[(int) Math.round(p * CELLS)];
  }

  @Override
  public String toString() {
    return text;
  }

  private static long requirePositive(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos < 0) {
      throw new IllegalArgumentException("a delay is not negative, not " + duration);
    }
    return nanos;
  }

  /// The standard normal distribution.
  private static final class Normal {
    private static final double STEP = 0x1p-10;
    private static final double END = 6;

    /// The quantiles at 0, 1/cells, …, 1, the first and the last moved inwards by `edge`.
    static double[] quantiles(int cells, double edge) {
      double[] quantiles = new double[cells + 1];
      double density = density(-END);
      double below = 0; // the share below z, by the trapezoid rule
      int next = 0;
      for (double z = -END; next <= cells && z < END; z += STEP) {
        double following = density(z + STEP);
        double share = (density + following) * STEP / 2;
        while (next <= cells && wanted(next, cells, edge) <= below + share) {
          quantiles[next] = z + STEP * (wanted(next, cells, edge) - below) / share;
          next++;
        }
        below += share;
        density = following;
      }
      return quantiles;
    }

    private static double wanted(int index, int cells, double edge) {
      return Math.clamp((double) index / cells, edge, 1 - edge);
    }

    private static double density(double z) {
      return StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    }
  }
}
