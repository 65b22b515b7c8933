package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.item.TorrentLink;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.output.Fields;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith mainline magnet`: the torrent that an updatable link stands for now (BEP 46).
@Command(
    name = "magnet",
    description = "Finds the torrent that an updatable magnet link stands for now (BEP 46).",
    footer = {
      "",
      "Example:",
      "  kith mainline magnet 'magnet:?xs=urn:btpk:8543…&s=6e' --bootstrap 127.0.0.1:6881"
    })
final class MagnetCommand extends MainlineCommand {
  @Parameters(paramLabel = "LINK", description = "A link with xs=urn:btpk: and a public key.")
  private String link = "";

  private @Nullable TorrentLink parsed;

  MagnetCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    parsed = Checked.of("LINK", () -> TorrentLink.parse(link));
  }

  @Override
  protected void ask(Mainline node) {
    TorrentLink parsed = Objects.requireNonNull(this.parsed, "checked before");
    Retrieved<MutableItem> found = await(node.get(parsed.publicKey(), parsed.salt()));
    MutableItem item =
        found
            .item()
            .orElseThrow(
                () -> Failure.network("nothing found at " + parsed.target() + " for this link"));
    NodeId infoHash =
        TorrentLink.infoHash(item.value())
            .orElseThrow(
                () ->
                    Failure.network(
                        "what is stored for this link names no torrent: " + item.value()));
    shell()
        .output()
        .record(
            Fields.of("infoHash", infoHash)
                .and("seq", item.seq())
                .and("publicKey", item.publicKey())
                .and("copies", found.copies()));
  }
}
