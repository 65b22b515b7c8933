package dev.kith.bench;

import dev.kith.bench.world.Pace;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What was measured: a table for a person as it comes in, and all of it as JSON at the end.
final class Report {
  private final PrintStream out;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /// Prints one table of contenders and keeps its medians.
  ///
  /// @param echo the contender that rates are compared with
  void serving(String title, String echo, Map<String, List<Sample>> samples) {
    out.printf("%n%s%n", title);
    out.printf(
        "%-16s %10s %8s %9s %9s %10s %8s %7s %7s%n",
        "", "replies/s", "of echo", "p50 µs", "p99 µs", "CPU µs", "alloc B", "lost", "bytes");
    List<Sample> reference = samples.getOrDefault(echo, List.of());
    Map<String, Object> table = new LinkedHashMap<>();
    samples.forEach(
        (name, all) -> {
          double rate = Medians.of(all, Sample::repliesPerSecond);
          double ofEcho = Medians.ofRatios(all, reference, Sample::repliesPerSecond);
          double cpu = Medians.of(all, Sample::cpuMicrosPerReply);
          double allocated = Medians.of(all, Sample::allocatedPerReply);
          double p50 = Medians.of(all, Sample::p50Micros);
          double p99 = Medians.of(all, Sample::p99Micros);
          double lost = Medians.of(all, Sample::lostShare);
          double bytes = Medians.of(all, Sample::replyBytes);
          out.printf(
              "%-16s %,10.0f %8.2f %9.0f %9.0f %10.2f %8s %6.2f%% %7.0f%n",
              name,
              rate,
              ofEcho,
              p50,
              p99,
              cpu,
              Double.isNaN(allocated) ? "-" : "%,.0f".formatted(allocated),
              lost * 100,
              bytes);
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("repliesPerSecond", rate);
          row.put("ofEcho", ofEcho);
          row.put("cpuMicrosPerReply", cpu);
          row.put("allocatedPerReply", allocated);
          row.put("p50Micros", p50);
          row.put("p99Micros", p99);
          row.put("lostShare", lost);
          row.put("replyBytes", bytes);
          row.put("rounds", all);
          table.put(name, row);
        });
    figures.put(title, table);
  }

  /// Prints the head of the table of simulated worlds.
  void worlds() {
    out.printf("%nsimulated worlds, one thread, lookups 100 at a time (10 among 100 nodes)%n");
    out.printf(
        "%-24s %6s %-11s %11s %9s %9s %7s%n",
        "", "nodes", "messages", "events/s", "B/event", "x life", "GC");
  }

  /// Prints a row of that table and keeps its medians.
  void world(String what, int nodes, String messages, List<Pace> paces) {
    double rate = Medians.of(paces, Pace::eventsPerSecond);
    double bytes = Medians.of(paces, Pace::bytesPerEvent);
    double timesLife = Medians.of(paces, Pace::timesLife);
    double collector = Medians.of(paces, Pace::collectorShare);
    out.printf(
        "%-24s %6d %-11s %,11.0f %9.0f %,9.0f %6.1f%%%n",
        what, nodes, messages, rate, bytes, timesLife, collector * 100);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("eventsPerSecond", rate);
    row.put("bytesPerEvent", bytes);
    row.put("timesLife", timesLife);
    row.put("collectorShare", collector);
    row.put("rounds", paces);
    figures.put("%s, %d nodes, %s".formatted(what, nodes, messages), row);
  }

  /// Prints a figure beside its bar and keeps it.
  void figure(String what, double value, String unit, String bar) {
    out.printf("  %-58s %10.2f %-4s %s%n", what, value, unit, bar);
    figures.put(what, Map.of("value", value, "unit", unit, "bar", bar));
  }

  /// Prints a line that is no figure.
  void note(String text) {
    out.println(text);
  }

  /// Everything so far.
  String json() {
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
  }
}
