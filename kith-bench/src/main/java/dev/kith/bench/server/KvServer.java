package dev.kith.bench.server;

import dev.kith.core.net.Endpoint;
import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import java.util.List;
import java.util.Map;

/// A node of the key/value network as anybody starts one.
public final class KvServer {
  private KvServer() {}

  /// Starts it as a process.
  public static PeerProcess start(List<String> jvmOptions) {
    return PeerProcess.startJava(KvServer.class, jvmOptions);
  }

  /// Answers until standard input ends.
  public static void main(String[] args) throws Exception {
    KvOptions options = KvOptions.builder().listen(Endpoint.loopback(0)).build();
    try (KvNode node = KvNode.start(options)) {
      CommandLines.serve(
          node.status().join().local().port(),
          System.out,
          Map.of(
              "contacts",
              request -> Map.of("contacts", node.contacts().join().size()),
              "allocated",
              request -> Allocation.answer()));
    }
  }
}
