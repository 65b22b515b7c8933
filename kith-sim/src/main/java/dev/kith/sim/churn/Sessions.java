package dev.kith.sim.churn;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long nodes stay: a Weibull distribution, of which the exponential is the case of shape 1. A
/// shape below 1 means that who has stayed long will stay long. Immutable.
public final class Sessions {
  /// As measured on IPFS: Weibull(0.61, 219 min).
  public static final Sessions A = weibull("A", 0.61, Duration.ofMinutes(219));

  /// Fitted to the BitTorrent mainline DHT: Weibull(0.43, 473 min).
  public static final Sessions B = weibull("B", 0.43, Duration.ofMinutes(473));

  /// Exponential with a median of 10 minutes.
  public static final Sessions C = exponential("C", Duration.ofMinutes(10));

  /// Exponential with a median of 1.4 minutes.
  public static final Sessions D = exponential("D", Duration.ofSeconds(84));

  // A stay is scale * y^(1/shape) where y is exponential. The integral of stay over y, by which the
  // time spent in sessions is shared out, is kept in steps up to a y beyond which hardly one node
  // in
  // 10^17 gets.
  private static final int STEPS = 8_192;
  private static final double LONGEST = 40;
  private static final double STEP = LONGEST / STEPS;

  private final String name;
  private final double shape;
  private final double scaleNanos;
  private final double[] timeUpTo = new double[STEPS + 1];

  private Sessions(String name, double shape, double scaleNanos) {
    if (!(shape > 0) || !(scaleNanos > 0)) {
      throw new IllegalArgumentException(
          "shape and scale are positive, not " + shape + " and " + scaleNanos + " ns");
    }
    this.name = name;
    this.shape = shape;
    this.scaleNanos = scaleNanos;
    for (int i = 1; i <= STEPS; i++) {
      double middle = (i - 0.5) * STEP;
      timeUpTo[i] = timeUpTo[i - 1] + stay(middle) * StrictMath.exp(-middle) * STEP;
    }
  }

  /// Weibull-distributed stays.
  public static Sessions weibull(String name, double shape, Duration scale) {
    return new Sessions(name, shape, scale.toNanos());
  }

  /// Exponentially distributed stays, of which half are shorter than `median`.
  public static Sessions exponential(String name, Duration median) {
    return new Sessions(name, 1, median.toNanos() / StrictMath.log(2));
  }

  /// The model called `name`: A, B, C or D.
  public static Optional<Sessions> named(String name) {
    return switch (name) {
      case "A" -> Optional.of(A);
      case "B" -> Optional.of(B);
      case "C" -> Optional.of(C);
      case "D" -> Optional.of(D);
      default -> Optional.empty();
    };
  }

  /// How long a node that joins now will stay.
  public Duration draw(RandomGenerator random) {
    return duration(stay(-StrictMath.log(1 - random.nextDouble())));
  }

  /// How long a node found alive in a steady population will still stay. It is more likely found in
  /// a long session than in a short one, so this is a fresh draw only if the shape is 1.
  public Duration drawRemaining(RandomGenerator random) {
    double wanted = random.nextDouble() * timeUpTo[STEPS];
    int low = 0;
    int high = STEPS;
    while (low + 1 < high) {
      int middle = (low + high) >>> 1;
      if (timeUpTo[middle] <= wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return duration(stay((low + random.nextDouble()) * STEP) * random.nextDouble());
  }

  /// The average stay.
  public Duration mean() {
    return duration(timeUpTo[STEPS]);
  }

  private double stay(double y) {
    return scaleNanos * StrictMath.pow(y, 1 / shape);
  }

  private static Duration duration(double nanos) {
    return Duration.ofNanos((long) nanos);
  }

  @Override
  public String toString() {
    return "%s: Weibull(%s, %s)".formatted(name, shape, duration(scaleNanos));
  }
}
