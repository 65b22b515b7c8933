package dev.kith.sim.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// A straight line through points, by least squares.
///
/// @param slope how much y grows with x
/// @param intercept y where x is 0
/// @param r2 the share of the variance of y that the line explains, 1 for a perfect fit
public record Fit(double slope, double intercept, double r2) {
  /// The line through at least two points of different x.
  public static <P> Fit of(List<P> points, ToDoubleFunction<P> x, ToDoubleFunction<P> y) {
    double meanX = points.stream().mapToDouble(x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(y).average().orElseThrow();
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (P point : points) {
      double dx = x.applyAsDouble(point) - meanX;
      double dy = y.applyAsDouble(point) - meanY;
      sxx += dx * dx;
      sxy += dx * dy;
      syy += dy * dy;
    }
    if (sxx == 0) {
      throw new IllegalArgumentException("a line needs points of different x");
    }
    double slope = sxy / sxx;
    return new Fit(slope, meanY - slope * meanX, syy == 0 ? 1 : sxy * sxy / (sxx * syy));
  }

  /// The line's y at `x`.
  public double at(double x) {
    return intercept + slope * x;
  }
}
