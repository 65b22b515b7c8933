package dev.kith.node.mainline;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.Testnet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class TestnetCommand implements Callable<Integer> {
  @Option(names = "--nodes", paramLabel = "N", description = "How many: 1 to 1000; 20 by default.")
  private int nodes = 20;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The first port; 0 for free ports; 7000 by default.")
  private int port = 7000;

  @Option(names = "--seconds", paramLabel = "S", description = "End by itself after S seconds.")
  private @Nullable Integer seconds;

  private final Shell shell;

  TestnetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Testnet.run(shell, new MainlineNetwork(), nodes, port, seconds);
    return Exit.DONE;
  }
}
