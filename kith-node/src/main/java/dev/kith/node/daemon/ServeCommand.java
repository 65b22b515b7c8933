package dev.kith.node.daemon;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.text.Bootstrap;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// What the `serve` commands have in common: a node that answers requests until it is told to end.
public abstract class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      paramLabel = "H:P",
      description =
          "Where to listen; all of IPv4 by default, at the network's port. Twice for IPv4 and"
              + " IPv6.")
  private List<HostPort> listens;

  @Option(
      names = "--bootstrap",
      paramLabel = "H:P",
      description = "A node to join through; none by default. Repeatable.")
  private List<String> bootstrap = List.of();

  private final Shell shell;
  private final String network;

  /// A command that runs a node of `network`, by default at `port`.
  protected ServeCommand(Shell shell, String network, int port) {
    this.shell = shell;
    this.network = network;
    this.listens = List.of(new HostPort("0.0.0.0", port));
  }

  /// Starts a node and returns once it answers requests.
  ///
  /// @throws IOException if it cannot start; its message is fit for a person
  protected abstract Service start(ServiceSettings settings) throws IOException;

  /// Where the command writes.
  protected final Shell shell() {
    return shell;
  }

  @Override
  public final Integer call() {
    List<HostPort> peers =
        bootstrap.stream()
            .map(text -> Checked.of("--bootstrap", () -> Bootstrap.parse(text)))
            .flatMap(Optional::stream)
            .toList();
    Server.run(shell, network, listens, peers, this::start);
    return Exit.DONE;
  }
}
