package dev.kith.bench;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.NpmPeers;
import dev.kith.interop.PeerProcess;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;

/// The same beside k-rpc, in real time: a network of bittorrent-dht nodes on loopback of which
/// every second one ends, and one search by one of them and one by a node of ours that knows the
/// same network. Round trips are next to nothing there, so what is measured is the waiting for the
/// dead.
final class DeadPeers {
  private static final int NODES = 60;

  private DeadPeers() {}

  /// Seconds: medians over networks.
  record Times(double kith, double krpc) {}

  static Times measure(NpmPeers.Installed npm, int rounds) throws IOException {
    double[] kith = new double[rounds];
    double[] krpc = new double[rounds];
    SplittableRandom random = new SplittableRandom(17);
    for (int round = 0; round < rounds; round++) {
      NodeId target = NodeId.random(20, random);
      try (PeerProcess peers = npm.bittorrentDht()) {
        JsonNode started = peers.ask("start", Map.of("count", NODES));
        Endpoint first = Endpoint.loopback(started.path(0).path("port").asInt());
        MainlineOptions options =
            MainlineOptions.builder().listen(Endpoint.loopback(0)).bootstrap(first).build();
        try (Mainline node = Mainline.start(options)) {
          node.joined().join();
          for (int i = 1; i < NODES; i += 2) {
            peers.ask("stop", Map.of("node", i));
          }
          kith[round] = seconds(() -> node.findNodes(target).join());
          krpc[round] =
              seconds(
                  () ->
                      peers.ask(
                          "lookup", Map.of("node", NODES - 2, "infoHash", "0x" + target.toHex())));
        }
      }
    }
    Arrays.sort(kith);
    Arrays.sort(krpc);
    return new Times(Medians.median(kith), Medians.median(krpc));
  }

  private static double seconds(Runnable search) {
    long start = System.nanoTime();
    search.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
