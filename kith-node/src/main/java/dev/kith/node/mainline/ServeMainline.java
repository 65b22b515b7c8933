package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.daemon.ServeCommand;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import java.io.IOException;
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
final class ServeMainline extends ServeCommand {
  @Option(
      names = "--id",
      paramLabel = "HEX",
      description = "The node's id: 40 hex digits; by default the saved one, or a new one.",
      converter = Ids.class)
  private @Nullable NodeId id;

  ServeMainline(Shell shell) {
    super(shell, MainlineNetwork.NAME, MainlineNetwork.PORT);
  }

  @Override
  protected Service start(ServiceSettings settings) throws IOException {
    return MainlineService.start(settings, id);
  }
}
