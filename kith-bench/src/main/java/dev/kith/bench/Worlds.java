package dev.kith.bench;

import dev.kith.bench.world.Pace;
import dev.kith.bench.world.WorldPeer;
import dev.kith.interop.PeerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// How fast simulated worlds run, each on one thread of a process of its own.
final class Worlds {
  // Each event touches another node: the parallel collector lays the objects of one together, and
  // large pages spare most of the way through the page tables.
  private static final List<String> JVM =
      List.of(
          "-Xms4g",
          "-Xmx4g",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseParallelGC",
          "-XX:+UseTransparentHugePages",
          "-XX:+UseCompactObjectHeaders");

  /// The reply size and bucket size of full nodes.
  private static final int USUAL_K = 8;

  /// Half a second's work, or a few.
  private static final int LOOKUPS = 20_000;

  /// What a hundred nodes keep house for in one round; larger worlds do so for less.
  private static final int IDLE_SECONDS = 7_200;

  private final int rounds;
  private final Report report;

  Worlds(int rounds, Report report) {
    this.rounds = rounds;
    this.report = report;
  }

  /// Measures all of them.
  void measure() {
    report.worlds();
    for (int nodes : new int[] {100, 1_000, 10_000}) {
      engine(nodes, USUAL_K);
    }
    for (int nodes : new int[] {1_000, 10_000}) {
      engine(nodes, 20);
    }
    for (int nodes : new int[] {100, 1_000, 10_000}) {
      mainline(nodes);
    }
  }

  private void engine(int nodes, int k) {
    String what = "engine, k=" + k + ", searching";
    try (PeerProcess peer = built("engine", nodes, k, true)) {
      report.world(what, nodes, "handed over", searching(peer, nodes));
    }
    try (PeerProcess peer = built("engine", nodes, k, false)) {
      report.world(what, nodes, "encoded", searching(peer, nodes));
    }
  }

  private void mainline(int nodes) {
    try (PeerProcess peer = built("mainline", nodes, USUAL_K, false)) {
      int seconds = IDLE_SECONDS * 100 / nodes;
      report.world(
          "mainline, idle", nodes, "encoded", rounds(peer, "idle", Map.of("seconds", seconds)));
      report.world("mainline, searching", nodes, "encoded", searching(peer, nodes));
    }
    try (PeerProcess peer = built("mainline", nodes, USUAL_K, true)) {
      report.world("mainline, searching", nodes, "handed over", searching(peer, nodes));
    }
  }

  // Building may take minutes, longer than a peer is usually waited for.
  private static PeerProcess built(String network, int nodes, int k, boolean handsOver) {
    PeerProcess peer = WorldPeer.start(JVM, network, nodes, k, handsOver);
    peer.send("build", Map.of()).join();
    return peer;
  }

  private List<Pace> searching(PeerProcess peer, int nodes) {
    int atOnce = Math.min(100, nodes / 10);
    return rounds(peer, "search", Map.of("lookups", LOOKUPS, "atOnce", atOnce));
  }

  // The first two rounds go into warming up.
  private List<Pace> rounds(PeerProcess peer, String command, Map<String, ?> request) {
    List<Pace> paces = new ArrayList<>();
    for (int round = -2; round < rounds; round++) {
      Pace pace = JsonMapper.shared().treeToValue(peer.send(command, request).join(), Pace.class);
      if (round >= 0) {
        paces.add(pace);
      }
    }
    return paces;
  }
}
