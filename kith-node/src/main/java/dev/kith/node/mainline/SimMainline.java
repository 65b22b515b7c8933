package dev.kith.node.mainline;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.sim.SimCommand;
import dev.kith.node.sim.SimulatedNodes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/// `kith sim mainline`: a simulated network of the same nodes that `serve` runs.
@Command(
    name = "mainline",
    description = "Simulates N nodes and how well lookups among them do; a seed repeats a run.",
    footer = {
      "",
      "Churn: sessions as measured on IPFS (A), fitted to mainline (B), with a median of 10",
      "minutes (C) or of 84 seconds (D).",
      "",
      "Example:",
      "  kith sim mainline --nodes 1000 --seed 1 --loss 0.05 --churn C --plot lookups.svg"
    })
final class SimMainline extends SimCommand {
  SimMainline(Shell shell) {
    super(shell, MainlineNetwork.NAME, "the BitTorrent DHT", new Nodes());
  }

  private static final class Nodes implements SimulatedNodes<Mainline> {
    @Override
    public int k() {
      return 8;
    }

    @Override
    public int port() {
      return MainlineNetwork.PORT;
    }

    @Override
    public CompletableFuture<Mainline> start(
        Loop loop, NodeId id, Endpoint listen, List<Endpoint> bootstrap) {
      return Mainline.startOn(
          loop, MainlineOptions.builder().id(id).listen(listen).bootstrap(bootstrap).build());
    }

    @Override
    public CompletableFuture<Walked> findNodes(Mainline node, NodeId target) {
      return node.findNodes(target)
          .thenApply(
              found ->
                  new Walked(
                      found.nearest().stream().map(Contact::id).toList(), found.counts().asked()));
    }
  }
}
