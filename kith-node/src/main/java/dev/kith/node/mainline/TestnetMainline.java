package dev.kith.node.mainline;

import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.TestnetCommand;
import dev.kith.node.network.Network;
import picocli.CommandLine.Command;

/// `kith testnet mainline`: a whole network in one process.
@Command(
    name = "mainline",
    description = "Runs N nodes on 127.0.0.1, ports P to P+N-1; the first is the bootstrap.",
    footer = {
      "",
      "Example:",
      "  kith testnet mainline --nodes 20 --port 7000",
      "  kith mainline put 'hello kith' --bootstrap 127.0.0.1:7000"
    })
final class TestnetMainline extends TestnetCommand {
  TestnetMainline(Shell shell) {
    super(shell);
  }

  @Override
  protected Network network() {
    return new MainlineNetwork();
  }
}
