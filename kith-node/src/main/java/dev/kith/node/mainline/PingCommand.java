package dev.kith.node.mainline;

import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Pong;
import dev.kith.node.cli.PeerConverter;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Numbers;
import dev.kith.node.output.Fields;
import dev.kith.node.text.HostPort;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith mainline ping`: asks one node whether it is there.
@Command(
    name = "ping",
    description = "Asks one node whether it is there, and for its id.",
    footer = {"", "Example:", "  kith mainline ping 127.0.0.1:6881"})
final class PingCommand extends MainlineCommand {
  @Parameters(paramLabel = "H:P", description = "The node.", converter = PeerConverter.class)
  private HostPort peer = new HostPort("", 0);

  private List<Endpoint> endpoints = List.of();

  PingCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected List<Endpoint> firstPeers() {
    endpoints = resolve(peer);
    return endpoints.subList(0, 1);
  }

  @Override
  protected void ask(Mainline node) {
    Pong first = await(node.ping(endpoints.getFirst()));
    // The first exchange of a fresh program takes mostly its own warming up; the second, the way.
    Pong pong = node.ping(endpoints.getFirst()).exceptionally(lost -> first).join();
    shell()
        .output()
        .record(
            Fields.of("id", pong.id())
                .and("endpoint", pong.endpoint())
                .and("rttMillis", Numbers.millis(pong.rtt())));
  }
}
