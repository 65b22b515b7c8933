package dev.kith.node.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as typed and as shown: `500ms`, `10s`, `2m`, `1.5h`, `7d`.
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

  private Durations() {}

  /// The positive duration in `text`.
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      long unitNanos =
          switch (form.group(2)) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
          };
      BigDecimal nanos = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unitNanos));
      // A year is longer than anything here waits, and far from overflowing a count of nanoseconds.
      if (nanos.compareTo(BigDecimal.ONE) >= 0
          && nanos.compareTo(BigDecimal.valueOf(366L * 86_400_000_000_000L)) < 0) {
        return Duration.ofNanos(nanos.longValue());
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "': expected a time above zero and up to a year, such as 500ms, 10s or 2m");
  }

  /// A duration of `nanos` nanoseconds in the unit that reads best, such as `840 ms` or `3.2 s`.
  public static String show(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 0.01) {
      return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
    }
    if (seconds < 1) {
      return Math.round(seconds * 1000) + " ms";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return Math.round(seconds) / 60 + " min " + Math.round(seconds) % 60 + " s";
  }
}
