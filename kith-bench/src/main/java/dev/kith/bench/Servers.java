package dev.kith.bench;

import dev.kith.bench.server.EchoServer;
import dev.kith.bench.server.KithServer;
import dev.kith.bench.server.KvServer;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.MldhtPeer;
import dev.kith.interop.NpmPeers;
import dev.kith.interop.PeerProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Starts the contenders, each with a routing table of contacts that answered it.
final class Servers {
  /// The same for every JVM: the heap of the bar, one collector, one set of flags.
  static final List<String> JVM =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED");

  /// As many contacts as one reply of Kith or mldht holds. bittorrent-dht answers with its whole
  /// table and mldht holds no more of loopback, so eight gives all three replies of one size.
  private static final int FEW = 8;

  private static final int LIBRARY_START_SECONDS = 3;
  private static final int INTRODUCTIONS = 6;

  private Servers() {}

  static Contender echo(String name, int replyBytes, Query query) {
    PeerProcess process = EchoServer.start(JVM, replyBytes, query.idAt());
    return new Contender(name, process, process.port(), true);
  }

  static Contender kith(Neighbours neighbours) {
    List<Endpoint> bootstrap =
        neighbours.all().subList(0, FEW).stream().map(Contact::endpoint).toList();
    PeerProcess process = KithServer.start(JVM, bootstrap);
    return new Contender("kith", process, process.port(), true);
  }

  static Contender kv(Neighbours neighbours) throws IOException, InterruptedException {
    PeerProcess process = KvServer.start(JVM);
    introduce(neighbours, process.port());
    return new Contender("kith", process, process.port(), true);
  }

  /// The library by the user's command. It says nothing that can be counted on, so it is only
  /// waited for.
  static Contender kvLibrary(String command, Neighbours neighbours)
      throws IOException, InterruptedException {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", "echo READY $PORT; exec env " + command);
    shell.environment().put("PORT", String.valueOf(port));
    PeerProcess process = PeerProcess.start(shell);
    TimeUnit.SECONDS.sleep(LIBRARY_START_SECONDS);
    introduce(neighbours, port);
    return new Contender("the library", process, port, false);
  }

  /// Has a node ping everybody back, a few times, for pings may be lost in the crowd.
  private static void introduce(Neighbours neighbours, int port)
      throws IOException, InterruptedException {
    for (int i = 0; i < INTRODUCTIONS; i++) {
      neighbours.greet(Endpoint.loopback(port), KvSpeech::ping);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  static Contender mldht(Neighbours neighbours) {
    PeerProcess process = MldhtPeer.start(JVM.toArray(String[]::new));
    for (Contact each : neighbours.all().subList(0, FEW)) {
      process.ask("contact", request(each));
    }
    return new Contender("mldht", process, process.port(), false);
  }

  static Contender bittorrentDht(NpmPeers.Installed npm, Neighbours neighbours) {
    PeerProcess process = npm.bittorrentDht();
    JsonNode node = process.ask("start", Map.of("count", 1)).path(0);
    for (Contact each : neighbours.all().subList(0, FEW)) {
      process.ask("addNode", request(each));
    }
    return new Contender("bittorrent-dht", process, node.path("port").asInt(), false);
  }

  private static Map<String, Object> request(Contact contact) {
    return Map.of(
        "node",
        0,
        "host",
        contact.endpoint().address().toString(),
        "port",
        contact.endpoint().port(),
        "nodeId",
        "0x" + contact.id().toHex());
  }
}
