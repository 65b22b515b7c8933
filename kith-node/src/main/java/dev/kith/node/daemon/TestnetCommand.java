package dev.kith.node.daemon;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Shell;
import dev.kith.node.network.Network;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the commands of `kith testnet` have in common: a whole network in one process.
public abstract class TestnetCommand implements Callable<Integer> {
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

  /// A command that writes to `shell`.
  protected TestnetCommand(Shell shell) {
    this.shell = shell;
  }

  /// The network to run.
  protected abstract Network network();

  @Override
  public final Integer call() {
    Testnet.run(shell, network(), nodes, port, seconds);
    return Exit.DONE;
  }
}
