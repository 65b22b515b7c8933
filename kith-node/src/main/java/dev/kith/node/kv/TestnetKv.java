package dev.kith.node.kv;

import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.TestnetCommand;
import dev.kith.node.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kith testnet kv`: a whole network in one process.
@Command(
    name = "kv",
    description = "Runs N nodes on 127.0.0.1, ports P to P+N-1; the first is the bootstrap.",
    footer = {
      "",
      "Example:",
      "  kith testnet kv --nodes 20 --port 7000",
      "  kith kv set colour blue --bootstrap 127.0.0.1:7000"
    })
final class TestnetKv extends TestnetCommand {
  @Option(
      names = "--profile",
      paramLabel = "plain|signed-seed",
      description = "What the nodes store: anything, or signed values; plain by default.",
      converter = KvProfile.Words.class)
  private KvProfile profile = KvProfile.PLAIN;

  TestnetKv(Shell shell) {
    super(shell);
  }

  @Override
  protected Network network() {
    return new KvNetwork(profile);
  }
}
