package dev.kith.node.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lines in panels side by side, under one title, as an SVG text. Legible on light and dark ground.
public final class Plot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int TOP = 50;
  private static final int GAP = 40;
  private static final int TICKS = 4;

  private final String title;
  private final List<Panel> panels = new ArrayList<>();

  /// A plot without panels.
  public Plot(String title) {
    this.title = title;
  }

  /// One point of a line.
  public record Point(double x, double y) {}

  private record Panel(String across, String up, List<Point> line) {}

  /// Adds a panel with a line; `across` and `up` name its axes.
  public Plot panel(String across, String up, List<Point> line) {
    panels.add(new Panel(across, up, List.copyOf(line)));
    return this;
  }

  /// The drawing.
  public String svg() {
    int width = panels.size() * (LEFT + WIDTH + GAP);
    int height = TOP + HEIGHT + 60;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="system-ui, sans-serif" font-size="12" fill="#777">
        <text x="%d" y="24" font-size="16">%s</text>
        """
            .formatted(width, height, width, height, LEFT, escaped(title)));
    for (int i = 0; i < panels.size(); i++) {
      draw(svg, panels.get(i), LEFT + i * (LEFT + WIDTH + GAP));
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(StringBuilder svg, Panel panel, int left) {
    double mostX = roof(panel.line.stream().mapToDouble(Point::x).max().orElse(1));
    double mostY = roof(panel.line.stream().mapToDouble(Point::y).max().orElse(1));
    int bottom = TOP + HEIGHT;
    for (int tick = 0; tick <= TICKS; tick++) {
      int x = left + WIDTH * tick / TICKS;
      int y = bottom - HEIGHT * tick / TICKS;
      line(svg, left, y, left + WIDTH, y);
      text(svg, x, bottom + 18, "middle", number(mostX * tick / TICKS));
      text(svg, left - 8, y + 4, "end", number(mostY * tick / TICKS));
    }
    text(svg, left + WIDTH / 2, bottom + 40, "middle", panel.across);
    text(svg, left, TOP - 10, "start", panel.up);
    svg.append("<polyline fill=\"none\" stroke=\"#1f7ae0\" stroke-width=\"2\" points=\"");
    for (Point point : panel.line) {
      svg.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              left + WIDTH * point.x / mostX,
              bottom - HEIGHT * point.y / mostY));
    }
    svg.append("\"/>\n");
  }

  private static void line(StringBuilder svg, int x1, int y1, int x2, int y2) {
    svg.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#777\" stroke-opacity=\"0.3\"/>\n"
            .formatted(x1, y1, x2, y2));
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, escaped(text)));
  }

  /// The least of 1, 2, 4, 5, 8 times a power of ten that is not below `value`.
  private static double roof(double value) {
    if (!(value > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 4, 5, 8}) {
      if (value <= step * power * (1 + 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
