package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Sampled;
import dev.kith.node.cli.PeerConverter;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import dev.kith.node.text.HostPort;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith mainline sample`: some of the info-hashes that a node holds (BEP 51).
@Command(
    name = "sample",
    description = "Asks a node for a sample of the info-hashes it holds (BEP 51).",
    footer = {"", "Example:", "  kith mainline sample 127.0.0.1:6881"})
final class SampleCommand extends MainlineCommand {
  @Parameters(paramLabel = "H:P", description = "The node.", converter = PeerConverter.class)
  private HostPort peer = new HostPort("", 0);

  @Option(
      names = "--target",
      paramLabel = "HEX",
      description = "The id near which the node names contacts; random by default.",
      converter = Ids.class)
  private @Nullable NodeId target;

  private List<Endpoint> endpoints = List.of();

  SampleCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected List<Endpoint> firstPeers() {
    endpoints = resolve(peer);
    return endpoints.subList(0, 1);
  }

  @Override
  protected void ask(Mainline node) {
    NodeId near = target == null ? NodeId.random(Ids.BYTES, new SecureRandom()) : target;
    Sampled sampled = await(node.sample(endpoints.getFirst(), near));
    sampled.samples().forEach(hash -> shell().output().row(Fields.of("infoHash", hash)));
    shell()
        .output()
        .summary(
            Fields.of("samples", sampled.samples().size())
                .and("held", sampled.held())
                .and("intervalSeconds", sampled.interval().toSeconds())
                .and("nodes", sampled.nearest().size()),
            "%s of %d that %s holds; the next sample is due in %d s"
                .formatted(
                    many(sampled.samples().size(), "info-hash").replace("hashs", "hashes"),
                    sampled.held(),
                    sampled.node(),
                    sampled.interval().toSeconds()));
  }
}
