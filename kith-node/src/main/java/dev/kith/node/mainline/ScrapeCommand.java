package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Scraped;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith mainline scrape`: how many peers a torrent has (BEP 33).
@Command(
    name = "scrape",
    description = "Estimates how many seeds and other peers a torrent has (BEP 33).",
    footer = {
      "",
      "Example:",
      "  kith mainline scrape 0123456789abcdef0123456789abcdef01234567 \\",
      "      --bootstrap 127.0.0.1:6881"
    })
final class ScrapeCommand extends MainlineCommand {
  @Parameters(
      paramLabel = "INFOHASH",
      description = "The torrent: 40 hex digits.",
      converter = Ids.class)
  private NodeId infoHash = Ids.NONE;

  ScrapeCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void ask(Mainline node) {
    Scraped scraped = await(node.scrape(infoHash));
    if (scraped.filters() == 0) {
      throw Failure.network(
          scraped.counts().answered() == 0
              ? "no node answered"
              : "no node of "
                  + scraped.counts().answered()
                  + " that answered knows peers of "
                  + infoHash);
    }
    shell()
        .output()
        .record(
            with(
                Fields.of("infoHash", infoHash)
                    .and("seeds", rounded(scraped.seeds()))
                    .and("peers", rounded(scraped.peers()))
                    .and("filters", scraped.filters()),
                scraped.counts()));
  }

  private static double rounded(double estimate) {
    return Double.isFinite(estimate) ? Math.round(estimate * 10) / 10.0 : estimate;
  }
}
