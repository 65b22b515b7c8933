package dev.kith.bench;

import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How many requests a server answers, how fast, and at what cost: contenders take turns, round by
/// round, under the same load.
final class Serving {
  /// Requests in flight, as the bar is stated.
  static final int IN_FLIGHT = 64;

  private final PeerProcess generator;
  private final double seconds;

  Serving(PeerProcess generator, double seconds) {
    this.generator = generator;
    this.seconds = seconds;
  }

  /// Measures every contender `rounds` times, after one round that is thrown away.
  ///
  /// @param sources addresses the requests come from; 0 is the one of loopback
  Map<String, List<Sample>> measure(
      Query query, int sources, int rounds, List<Contender> contenders) {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        Sample sample = once(query, sources, contender);
        if (round > 0) {
          samples.computeIfAbsent(contender.name(), each -> new ArrayList<>()).add(sample);
        }
      }
    }
    return samples;
  }

  /// One run.
  Sample once(Query query, int sources, Contender contender) {
    long pid = contender.process().pid();
    double allocated = contender.allocatedBytes();
    double before = Cpu.seconds(pid);
    JsonNode result =
        generator.ask(
            "run",
            Map.of(
                "port",
                contender.port(),
                "template",
                CommandLines.text(query.template()),
                "targetAt",
                query.targetAt(),
                "idAt",
                query.idAt(),
                "inFlight",
                IN_FLIGHT,
                "sources",
                sources,
                "seconds",
                seconds));
    double used = Cpu.seconds(pid) - before;
    allocated = contender.allocatedBytes() - allocated;
    double answered = result.path("answered").asDouble();
    double lost = result.path("lost").asDouble();
    return new Sample(
        answered / result.path("seconds").asDouble(),
        answered == 0 ? Double.NaN : used * 1e6 / answered,
        answered == 0 ? Double.NaN : allocated / answered,
        result.path("p50Micros").asDouble(),
        result.path("p99Micros").asDouble(),
        lost / Math.max(1, lost + answered),
        result.path("replyBytes").asDouble());
  }
}
