package dev.kith.node.kv;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.sim.SimCommand;
import dev.kith.node.sim.SimulatedNodes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/// `kith sim kv`: a simulated network of the same nodes that `serve` runs.
@Command(
    name = "kv",
    description = "Simulates N nodes and how well lookups among them do; a seed repeats a run.",
    footer = {
      "",
      "Churn: sessions as measured on IPFS (A), fitted to the BitTorrent DHT (B), with a median",
      "of 10 minutes (C) or of 84 seconds (D).",
      "",
      "Example:",
      "  kith sim kv --nodes 1000 --seed 1 --loss 0.05 --churn C --plot lookups.svg"
    })
final class SimKv extends SimCommand {
  SimKv(Shell shell) {
    super(shell, KvNetwork.NAME, "the key/value network", new Nodes());
  }

  private static final class Nodes implements SimulatedNodes<KvNode> {
    @Override
    public int k() {
      return 20;
    }

    @Override
    public int port() {
      return KvNetwork.PORT;
    }

    @Override
    public CompletableFuture<KvNode> start(
        Loop loop, NodeId id, Endpoint listen, List<Endpoint> bootstrap) {
      return KvNode.startOn(
          loop, KvOptions.builder().id(id).listen(listen).bootstrap(bootstrap).build());
    }

    @Override
    public CompletableFuture<Walked> findNodes(KvNode node, NodeId target) {
      return node.findNodes(target)
          .thenApply(
              found ->
                  new Walked(
                      found.contacts().stream().map(Contact::id).toList(), found.lookup().asked()));
    }
  }
}
