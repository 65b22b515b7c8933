package dev.kith.node.kv;

import dev.kith.core.id.NodeId;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.daemon.ServeCommand;
import dev.kith.node.http.DhtServer;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kith kv serve`: a node that answers requests until it is told to end.
@Command(
    name = "serve",
    description = "Runs a node that answers requests until it is told to end.",
    footer = {
      "",
      "Examples:",
      "  kith kv serve --listen 127.0.0.1:5678 --bootstrap 127.0.0.1:7000",
      "  kith kv serve --listen 127.0.0.1:5678 --http 127.0.0.1:8080"
    })
final class ServeKv extends ServeCommand {
  @Option(
      names = "--profile",
      paramLabel = "plain|signed-seed",
      description =
          "What the node stores: anything, or signed values; plain by default, signed-seed with"
              + " --http.",
      converter = KvProfile.Words.class)
  private @Nullable KvProfile profile;

  @Option(
      names = "--http",
      paramLabel = "H:P",
      description = "Answer POST and GET /dht/{key} here: signed values.")
  private @Nullable HostPort http;

  @Option(
      names = "--id",
      paramLabel = "HEX",
      description = "The node's id: 40 hex digits; by default the saved one, or a new one.",
      converter = Ids.class)
  private @Nullable NodeId id;

  ServeKv(Shell shell) {
    super(shell, KvNetwork.NAME, KvNetwork.PORT);
  }

  @Override
  protected Service start(ServiceSettings settings) throws IOException {
    if (http == null) {
      return KvService.start(settings, profile == null ? KvProfile.PLAIN : profile, id);
    }
    if (profile == KvProfile.PLAIN) {
      throw Failure.usage("--profile: 'plain': expected signed-seed beside --http");
    }
    KvService service = KvService.start(settings, KvProfile.SIGNED_SEED, id);
    try {
      return new HttpService(service, DhtServer.open(http, service.signedValues().orElseThrow()));
    } catch (IOException cannot) {
      service.close();
      throw cannot;
    }
  }
}
