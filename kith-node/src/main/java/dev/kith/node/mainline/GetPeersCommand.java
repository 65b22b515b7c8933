package dev.kith.node.mainline;

import dev.kith.core.facade.Query;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.FoundPeers;
import dev.kith.mainline.Mainline;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith mainline get-peers`: the peers of a torrent, as they are found.
@Command(
    name = "get-peers",
    description = "Finds the peers of a torrent, one a line as they are found.",
    footer = {
      "",
      "Example:",
      "  kith mainline get-peers 0123456789abcdef0123456789abcdef01234567 \\",
      "      --bootstrap 127.0.0.1:6881"
    })
final class GetPeersCommand extends MainlineCommand {
  @Parameters(
      paramLabel = "INFOHASH",
      description = "The torrent: 40 hex digits.",
      converter = Ids.class)
  private NodeId infoHash = Ids.NONE;

  GetPeersCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void ask(Mainline node) {
    FoundPeers found;
    try (Query<Endpoint, FoundPeers> peers = node.peers(infoHash)) {
      for (Endpoint peer : peers) {
        shell().output().row(Fields.of("peer", peer));
      }
      found = await(peers.summary());
    } catch (CompletionException failed) {
      throw failure(failed);
    }
    shell()
        .output()
        .summary(
            with(Fields.of("peers", found.peers()), found.counts()),
            many(found.peers(), "peer") + " (" + words(found.counts()) + ")");
    if (found.peers() == 0) {
      throw Failure.network(
          found.counts().answered() == 0 ? "no node answered" : "no peers found for " + infoHash);
    }
  }
}
