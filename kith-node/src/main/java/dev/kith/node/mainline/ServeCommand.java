package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Shell;
import dev.kith.node.daemon.Server;
import dev.kith.node.text.Bootstrap;
import dev.kith.node.text.HostPort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kith mainline serve`: a node that answers requests until it is told to end.
@Command(
    name = "serve",
    description = "Runs a node that answers requests until it is told to end.",
    footer = {
      "",
      "Example:",
      "  kith mainline serve --listen 127.0.0.1:6881 --bootstrap 127.0.0.1:7000"
    })
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      paramLabel = "H:P",
      description = "Where to listen; 0.0.0.0:6881 by default. Twice for IPv4 and IPv6.")
  private List<HostPort> listens = List.of(new HostPort("0.0.0.0", MainlineNetwork.PORT));

  @Option(
      names = "--bootstrap",
      paramLabel = "H:P",
      description = "A node to join through; none by default. Repeatable.")
  private List<String> bootstrap = List.of();

  @Option(
      names = "--id",
      paramLabel = "HEX",
      description = "The node's id: 40 hex digits; by default the saved one, or a new one.",
      converter = Ids.class)
  private @Nullable NodeId id;

  private final Shell shell;

  ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<HostPort> peers =
        bootstrap.stream()
            .map(text -> Checked.of("--bootstrap", () -> Bootstrap.parse(text)))
            .flatMap(Optional::stream)
            .toList();
    Server.run(
        shell,
        MainlineNetwork.NAME,
        listens,
        peers,
        settings -> MainlineService.start(settings, id));
    return Exit.DONE;
  }
}
