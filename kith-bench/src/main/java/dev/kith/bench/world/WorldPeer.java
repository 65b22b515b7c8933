package dev.kith.bench.world;

import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import dev.kith.sim.World;
import dev.kith.sim.WorldBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The program that runs one world. Its arguments: `engine` or `mainline`, the number of nodes, k
/// (of the engine), and whether messages are handed over unencoded. Its commands: `build` builds
/// it, `idle` lets so many `seconds` pass, `search` runs so many `lookups`, so many `atOnce`; both
/// are answered with a [Pace].
public final class WorldPeer {
  private static final long SEED = 1;

  private final Inhabitants nodes;

  private WorldPeer(Inhabitants nodes) {
    this.nodes = nodes;
  }

  /// Starts it in a JVM of its own.
  public static PeerProcess start(
      List<String> jvmOptions, String network, int nodes, int k, boolean handsOver) {
    return PeerProcess.startJava(
        WorldPeer.class,
        jvmOptions,
        network,
        Integer.toString(nodes),
        Integer.toString(k),
        Boolean.toString(handsOver));
  }

  /// Answers until standard input ends.
  public static void main(String[] args) throws IOException {
    WorldPeer[] peer = new WorldPeer[1];
    CommandLines.serve(
        0,
        System.out,
        Map.of(
            "build",
            request -> {
              peer[0] = built(args);
              return Map.of();
            },
            "idle",
            request -> peer[0].idle(request),
            "search",
            request -> peer[0].search(request)));
  }

  private static WorldPeer built(String[] args) {
    int count = Integer.parseInt(args[1]);
    WorldBuilder builder = World.builder().seed(SEED).scenario("kith-bench");
    World world = Boolean.parseBoolean(args[3]) ? builder.handOver().build() : builder.build();
    Inhabitants nodes =
        switch (args[0]) {
          case "engine" -> EngineNodes.in(world, count, Integer.parseInt(args[2]));
          case "mainline" -> MainlineNodes.in(world, count);
          default -> throw new IllegalArgumentException("no network " + args[0]);
        };
    return new WorldPeer(nodes);
  }

  private Pace idle(JsonNode request) {
    Stopwatch watch = new Stopwatch(nodes.world());
    nodes.world().run(Duration.ofSeconds(request.path("seconds").asLong()));
    return watch.stop();
  }

  private Pace search(JsonNode request) {
    Stopwatch watch = new Stopwatch(nodes.world());
    new Searchers(nodes, request.path("lookups").asInt()).run(request.path("atOnce").asInt());
    return watch.stop();
  }
}
