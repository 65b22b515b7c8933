package dev.kith.sim.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One axis of a plot: from values to positions, and where its ticks stand.
final class Axis {
  private static final int MOST_TICKS = 8;

  private final boolean logarithmic;
  private final double low;
  private final double high;

  /// An axis that holds all of `values`; a logarithmic one only those above 0.
  Axis(boolean logarithmic, List<Double> values) {
    this.logarithmic = logarithmic;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (!logarithmic || value > 0) {
        least = Math.min(least, scaled(value));
        most = Math.max(most, scaled(value));
      }
    }
    if (least > most) {
      least = 0;
      most = 1;
    }
    double room = most == least ? 0.5 : (most - least) * 0.04;
    boolean fromZero = !logarithmic && least >= 0 && least < most / 2;
    this.low = fromZero ? 0 : least - room;
    this.high = most + room;
  }

  /// Where `value` lies, 0 at the low end and 1 at the high one.
  double position(double value) {
    return (scaled(value) - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (int power = (int) Math.ceil(low); power <= high; power++) {
        ticks.add(Math.pow(10, power));
      }
      if (ticks.size() > 1) {
        return ticks;
      }
      ticks.clear();
    }
    double from = logarithmic ? Math.pow(10, low) : low;
    double to = logarithmic ? Math.pow(10, high) : high;
    double step = step((to - from) / MOST_TICKS);
    for (double i = Math.ceil(from / step); i * step <= to; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  static String label(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return short3(value / 1e9) + "G";
    } else if (size >= 1e6) {
      return short3(value / 1e6) + "M";
    } else if (size >= 1e4) {
      return short3(value / 1e3) + "k";
    }
    return short3(value);
  }

  private static String short3(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private double scaled(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  // The least of 1, 2, 5, 10, 20, … that is not below `least`.
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
