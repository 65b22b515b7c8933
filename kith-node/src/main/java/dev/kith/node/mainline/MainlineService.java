package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.NodeStatus;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.node.network.Health;
import dev.kith.node.network.HealthWatch;
import dev.kith.node.network.Reachable;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.output.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of this network as the daemon runs it.
final class MainlineService implements Service {
  private static final String GREETING = "hello kith";

  private final Mainline node;
  private final HealthWatch watch;
  private final NodeStatus first;

  private MainlineService(Mainline node, HealthWatch watch) {
    this.node = node;
    this.watch = watch;
    this.first = node.status().join();
  }

  /// Starts a node; `id` is its id, or null for the saved or a random one.
  static MainlineService start(ServiceSettings settings, @Nullable NodeId id) throws IOException {
    HealthWatch watch = new HealthWatch();
    List<Endpoint> bootstrap = new ArrayList<>(settings.bootstrap());
    if (settings.joinPublic()) {
      bootstrap.addAll(PublicNodes.resolve());
    }
    MainlineOptions.Builder options =
        MainlineOptions.builder()
            .listen(settings.listens().toArray(Endpoint[]::new))
            .bootstrap(bootstrap)
            .publicNetwork(settings.joinPublic())
            .observer(watch.and(settings.observer()));
    if (id != null) {
      options.id(id);
    }
    return new MainlineService(Nodes.start(options.build(), settings.folder()), watch);
  }

  @Override
  public String network() {
    return MainlineNetwork.NAME;
  }

  @Override
  public List<Endpoint> listens() {
    return first.homes().stream().map(NodeStatus.Home::endpoint).toList();
  }

  @Override
  public Fields identity() {
    return Fields.of("id", first.homes().getFirst().id());
  }

  @Override
  public Health health() {
    return watch.health();
  }

  @Override
  public Fields status() {
    NodeStatus now = node.status().join();
    return Fields.of("contacts", now.homes().stream().mapToInt(NodeStatus.Home::contacts).sum())
        .and("infoHashes", now.infoHashes())
        .and("peers", now.peers())
        .and("items", now.items())
        .and(
            "networkSize",
            Math.round(
                now.homes().stream().mapToDouble(NodeStatus.Home::networkSize).max().orElse(0)));
  }

  @Override
  public List<String> suggestions(String program) {
    Endpoint here = Reachable.from(listens().getFirst());
    String mainline = program + " mainline ";
    String through = " --bootstrap " + here;
    NodeId target = ImmutableItem.of(BString.of(GREETING)).target();
    return List.of(
        mainline + "ping " + here,
        mainline + "put '" + GREETING + "'" + through,
        mainline + "get " + target + through);
  }

  @Override
  public void close() {
    node.close();
  }
}
