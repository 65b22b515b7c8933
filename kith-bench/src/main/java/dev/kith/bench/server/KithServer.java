package dev.kith.bench.server;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.NodeStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A node of Kith as anybody starts one, with its table filled by lookups.
public final class KithServer {
  private static final int FILLING_LOOKUPS = 50;

  private KithServer() {}

  /// Starts it as a process that joins `bootstrap`.
  public static PeerProcess start(List<String> jvmOptions, List<Endpoint> bootstrap) {
    return PeerProcess.startJava(
        KithServer.class,
        jvmOptions,
        bootstrap.stream().map(Endpoint::toString).collect(Collectors.joining(",")));
  }

  /// Answers until standard input ends. The argument is a list of endpoints, separated by commas.
  public static void main(String[] args) throws Exception {
    List<Endpoint> bootstrap = Arrays.stream(args[0].split(",")).map(Endpoint::parse).toList();
    MainlineOptions options =
        MainlineOptions.builder().listen(Endpoint.loopback(0)).bootstrap(bootstrap).build();
    SplittableRandom random = new SplittableRandom(5);
    try (Mainline node = Mainline.start(options)) {
      node.joined().join();
      for (int i = 0; i < FILLING_LOOKUPS; i++) {
        node.findNodes(NodeId.random(20, random)).join();
      }
      NodeStatus.Home home = node.status().join().homes().getFirst();
      CommandLines.serve(
          home.endpoint().port(),
          System.out,
          Map.of(
              "contacts",
              request -> Map.of("contacts", node.contacts().join().size()),
              "allocated",
              request -> Allocation.answer()));
    }
  }
}
