package dev.kith.sim.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A line plot as SVG, readable on light and on dark ground. Written by hand: a plot of a few lines
/// is not worth a library.
public final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 64;
  private static final int RIGHT = 20;
  private static final int TOP = 44;
  private static final int BOTTOM = 56;
  private static final int LEGEND_LINE = 18;
  private static final int LETTER_WIDTH = 7;
  private static final int MOST_DOTS = 20; // of more points, the line says enough
  private static final List<String> COLOURS =
      List.of("#3b82f6", "#f97316", "#10b981", "#ef4444", "#a855f7", "#84a30b", "#06b6d4");

  private final String title;
  private String xName = "";
  private String yName = "";
  private boolean xLogarithmic;
  private boolean yLogarithmic;
  private final List<Series> series = new ArrayList<>();

  private Plot(String title) {
    this.title = title;
  }

  /// A plot with this heading.
  public static Plot titled(String title) {
    return new Plot(title);
  }

  /// What is along the bottom.
  public Plot x(String name, boolean logarithmic) {
    xName = name;
    xLogarithmic = logarithmic;
    return this;
  }

  /// What is along the left side.
  public Plot y(String name, boolean logarithmic) {
    yName = name;
    yLogarithmic = logarithmic;
    return this;
  }

  /// Adds a line with a dot at each point.
  public Plot line(String name, List<Double> xs, List<Double> ys) {
    return add(name, xs, ys, false);
  }

  /// Adds a dashed line without dots: a bar or a model to compare with.
  public Plot dashed(String name, List<Double> xs, List<Double> ys) {
    return add(name, xs, ys, true);
  }

  private Plot add(String name, List<Double> xs, List<Double> ys, boolean dashed) {
    if (xs.size() != ys.size()) {
      throw new IllegalArgumentException(xs.size() + " x for " + ys.size() + " y");
    }
    series.add(new Series(name, List.copyOf(xs), List.copyOf(ys), dashed));
    return this;
  }

  /// The plot as an SVG document.
  public String svg() {
    Axis x = new Axis(xLogarithmic, series.stream().flatMap(s -> s.xs.stream()).toList());
    Axis y = new Axis(yLogarithmic, series.stream().flatMap(s -> s.ys.stream()).toList());
    StringBuilder svg = new StringBuilder(8_192);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif" font-size="13">
        <style>
        .ground{fill:#fff}.text{fill:#1f2937}.grid{stroke:#d1d5db}.frame{stroke:#6b7280;fill:none}
        @media (prefers-color-scheme: dark){.ground{fill:#111827}.text{fill:#e5e7eb}.grid{stroke:#374151}.frame{stroke:#9ca3af}}
        </style>
        <title>%s</title>
        <rect class="ground" width="100%%" height="100%%"/>
        """
            .formatted(WIDTH, HEIGHT, escaped(title)));
    text(svg, WIDTH / 2.0, 26, "middle", title, " font-size=\"16\" font-weight=\"600\"");
    axes(svg, x, y);
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), COLOURS.get(i % COLOURS.size()), x, y);
    }
    legend(svg);
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg, Axis x, Axis y) {
    for (double tick : x.ticks()) {
      double at = across(x, tick);
      line(svg, "grid", at, TOP, at, HEIGHT - BOTTOM);
      text(svg, at, HEIGHT - BOTTOM + 18, "middle", Axis.label(tick), "");
    }
    for (double tick : y.ticks()) {
      double at = down(y, tick);
      line(svg, "grid", LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 8, at + 4, "end", Axis.label(tick), "");
    }
    svg.append(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
            .formatted(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM));
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", xName, "");
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    text(svg, 16, middle, "middle", yName, turned(16, middle));
  }

  private static String turned(double x, double y) {
    return " transform=\"rotate(-90 %s %s)\"".formatted(number(x), number(y));
  }

  private void draw(StringBuilder svg, Series one, String colour, Axis x, Axis y) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < one.xs.size(); i++) {
      if (xLogarithmic && one.xs.get(i) <= 0 || yLogarithmic && one.ys.get(i) <= 0) {
        continue; // has no place on such an axis
      }
      String across = number(across(x, one.xs.get(i)));
      String down = number(down(y, one.ys.get(i)));
      points.append(across).append(',').append(down).append(' ');
      dots.append(
          "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>\n".formatted(across, down, colour));
    }
    svg.append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>\n"
            .formatted(colour, dashes(one), points.toString().trim()));
    if (!one.dashed && one.xs.size() <= MOST_DOTS) {
      svg.append(dots);
    }
  }

  private static String dashes(Series one) {
    return one.dashed ? " stroke-dasharray=\"6 4\" opacity=\"0.7\"" : "";
  }

  private void legend(StringBuilder svg) {
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      double at = TOP + 16 + i * (double) LEGEND_LINE;
      // So that no line of the grid runs through the words.
      svg.append(
          "<rect class=\"ground\" x=\"%d\" y=\"%s\" width=\"%d\" height=\"%d\"/>\n"
              .formatted(
                  LEFT + 8, number(at - 13), 44 + LETTER_WIDTH * one.name.length(), LEGEND_LINE));
      svg.append(
          "<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"%s\" stroke-width=\"2\"%s/>\n"
              .formatted(
                  LEFT + 12,
                  number(at - 4),
                  LEFT + 36,
                  number(at - 4),
                  COLOURS.get(i % COLOURS.size()),
                  dashes(one)));
      text(svg, LEFT + 44, at, "start", one.name, "");
    }
  }

  private static void line(
      StringBuilder svg, String kind, double x1, double y1, double x2, double y2) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String content, String more) {
    svg.append(
        "<text class=\"text\" x=\"%s\" y=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
            .formatted(number(x), number(y), anchor, more, escaped(content)));
  }

  private static double across(Axis x, double value) {
    return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double down(Axis y, double value) {
    return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private record Series(String name, List<Double> xs, List<Double> ys, boolean dashed) {}
}
