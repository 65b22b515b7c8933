package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.Mainline;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith mainline announce`: says that a peer of a torrent is here.
@Command(
    name = "announce",
    description = "Announces a peer of a torrent at this host.",
    footer = {
      "",
      "Example:",
      "  kith mainline announce 0123456789abcdef0123456789abcdef01234567 --port 51413 \\",
      "      --bootstrap 127.0.0.1:6881"
    })
final class AnnounceCommand extends StoreCommand {
  @Parameters(
      paramLabel = "INFOHASH",
      description = "The torrent: 40 hex digits.",
      converter = Ids.class)
  private NodeId infoHash = Ids.NONE;

  @Option(names = "--port", paramLabel = "N", description = "The peer's port, 1 to 65535.")
  private @Nullable Integer port;

  @Option(
      names = "--implied-port",
      description = "The peer is at the UDP port that this command sends from.")
  private boolean impliedPort;

  @Option(names = "--complete", description = "The peer has the whole torrent (BEP 33).")
  private boolean complete;

  AnnounceCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    if (port == null && !impliedPort) {
      throw Failure.usage("missing --port: expected a port from 1 to 65535, or --implied-port");
    }
    if (port != null && (port < 1 || port > 65535)) {
      throw Failure.usage("--port: '" + port + "': expected a port from 1 to 65535");
    }
  }

  @Override
  protected void ask(Mainline node) {
    Fields what = Fields.of("infoHash", infoHash);
    if (port == null || impliedPort) {
      report(what, await(node.announceImplied(infoHash, complete)));
    } else {
      report(what.and("port", port), await(node.announce(infoHash, port, complete)));
    }
  }
}
