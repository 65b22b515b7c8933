package dev.kith.node.sim;

import dev.kith.node.output.Fields;
import dev.kith.sim.report.Plot;
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
/// @param trace the fingerprint of all events: the same for the same scenario
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
    long deaths,
    long trace) {
  private static final int POINTS = 40;

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
        .and("trace", "%016x".formatted(trace))
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

  /// The share of lookups done after a time; `title` is what the network is called.
  Plot plot(String title) {
    List<Double> shares =
        IntStream.rangeClosed(0, POINTS).mapToObj(i -> (double) i / POINTS).toList();
    return Plot.titled("Lookups among " + scenario.nodes() + " nodes of " + title)
        .x("seconds after the start of a lookup", false)
        .y("share of lookups done", false)
        .line(
            "loss " + scenario.loss() + ", churn " + scenario.churn(),
            shares.stream().map(share -> at(seconds, share)).toList(),
            shares);
  }

  private double share(int count) {
    return seconds.isEmpty() ? 0 : (double) Math.round(1e4 * count / seconds.size()) / 1e4;
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
