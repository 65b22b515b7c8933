package dev.kith.node.kv;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvNode;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.PeerConverter;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Numbers;
import dev.kith.node.output.Fields;
import dev.kith.node.text.HostPort;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith kv ping`: asks one node whether it is there.
@Command(
    name = "ping",
    description = "Asks one node whether it is there, and for its id.",
    footer = {"", "Example:", "  kith kv ping 127.0.0.1:5678"})
final class PingCommand extends KvCommand {
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
  protected void ask(KvNode node) {
    Endpoint endpoint = endpoints.getFirst();
    Contact contact =
        await(node.bootstrapNode(endpoint))
            .orElseThrow(() -> Failure.network("no reply from " + endpoint));
    // The first exchange of a fresh program takes mostly its own warming up; the second, the way.
    long asked = System.nanoTime();
    await(node.bootstrapNode(endpoint));
    Duration roundTrip = Duration.ofNanos(System.nanoTime() - asked);
    shell()
        .output()
        .record(
            Fields.of("id", contact.id())
                .and("endpoint", contact.endpoint())
                .and("rttMillis", Numbers.millis(roundTrip)));
  }
}
