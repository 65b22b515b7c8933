package dev.kith.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Medians over rounds. A round holds one sample of each contender, taken within seconds of each
/// other, so a ratio is taken round by round before its median is.
final class Medians {
  private Medians() {}

  static <S> double of(List<S> samples, ToDoubleFunction<S> figure) {
    return median(samples.stream().mapToDouble(figure).sorted().toArray());
  }

  static double ofRatios(List<Sample> ours, List<Sample> theirs, ToDoubleFunction<Sample> figure) {
    double[] ratios = new double[Math.min(ours.size(), theirs.size())];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] =
          figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round));
    }
    java.util.Arrays.sort(ratios);
    return median(ratios);
  }

  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
