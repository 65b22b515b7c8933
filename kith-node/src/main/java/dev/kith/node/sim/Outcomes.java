package dev.kith.node.sim;

import dev.kith.node.output.Fields;
import dev.kith.node.plot.Plot;
import java.util.List;
import java.util.stream.IntStream;

/// What came of it.
///
/// @param scenario what was simulated
/// @param k how many nodes are nearest
/// @param seconds how long each lookup took, in virtual seconds, ascending
/// @param requests how many requests each sent, ascending
/// @param exact lookups that found all of the nearest nodes
/// @param nearestFound lookups that found the very nearest
/// @param deaths nodes that left and were replaced
record Outcomes(
    Scenario scenario,
    int k,
    List<Double> seconds,
    List<Double> requests,
    int exact,
    int nearestFound,
    long events,
    double virtualSeconds,
    double realSeconds,
    double bytesPerNodeSecond,
    long deaths) {
  Fields fields() {
    return Fields.of("nodes", scenario.nodes())
        .and("seed", scenario.seed())
        .and("lookups", seconds.size())
        .and("nearestFound", share(nearestFound))
        .and("allClosestFound", share(exact))
        .and("medianSeconds", round(at(seconds, 0.5)))
        .and("p95Seconds", round(at(seconds, 0.95)))
        .and("medianRequests", at(requests, 0.5))
        .and("meanRequests", round(requests.stream().mapToDouble(each -> each).average().orElse(0)))
        .and("bytesPerNodeSecond", round(bytesPerNodeSecond))
        .and("left", deaths)
        .and("events", events)
        .and("virtualSeconds", round(virtualSeconds))
        .and("realSeconds", round(realSeconds))
        .and("eventsPerSecond", Math.round(events / Math.max(realSeconds, 1e-9)));
  }

  String words() {
    return """
    %d lookups: the nearest node found in %.1f %%, all %d nearest in %.1f %%
    time    median %.2f s, p95 %.2f s (virtual)
    cost    median %.0f requests a lookup; %.0f bytes/s sent by each node
    speed   %d events, %.0f virtual seconds in %.1f s\
    """
        .formatted(
            seconds.size(),
            100 * share(nearestFound),
            k,
            100 * share(exact),
            at(seconds, 0.5),
            at(seconds, 0.95),
            at(requests, 0.5),
            bytesPerNodeSecond,
            events,
            virtualSeconds,
            realSeconds);
  }

  List<Plot.Point> timeShares() {
    return shares(seconds);
  }

  List<Plot.Point> requestShares() {
    return shares(requests);
  }

  private double share(int count) {
    return seconds.isEmpty() ? 0 : (double) Math.round(1e4 * count / seconds.size()) / 1e4;
  }

  private static List<Plot.Point> shares(List<Double> ascending) {
    return IntStream.range(0, ascending.size())
        .mapToObj(i -> new Plot.Point(ascending.get(i), (i + 1.0) / ascending.size()))
        .toList();
  }

  private static double at(List<Double> ascending, double share) {
    return ascending.isEmpty()
        ? 0
        : ascending.get(Math.min(ascending.size() - 1, (int) (share * ascending.size())));
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
