package dev.kith.mainline;

import dev.kith.core.net.Endpoint;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Some nodes in a simulated world, each on a host of its own, joined through the first.
final class SimulatedNetwork {
  static final int PORT = 6881;

  final World world;
  final List<SimHost> hosts = new ArrayList<>();
  final List<Mainline> nodes = new ArrayList<>();

  SimulatedNetwork(World world, int size) {
    this.world = world;
    for (int i = 0; i < size; i++) {
      add(world.host(), options -> options);
    }
    world.run(Duration.ofMinutes(1));
  }

  /// Adds a node on `host` that has joined.
  Mainline add(SimHost host, UnaryOperator<MainlineOptions.Builder> change) {
    MainlineOptions.Builder options =
        MainlineOptions.builder().listen(host.endpoint(PORT)).republish(false);
    if (!hosts.isEmpty()) {
      options.bootstrap(hosts.get(0).endpoint(PORT));
    }
    Mainline node = world.await(Mainline.startOn(host.loop(), change.apply(options).build()));
    world.await(node.joined());
    hosts.add(host);
    nodes.add(node);
    return node;
  }

  Endpoint endpoint(int index) {
    return hosts.get(index).endpoint(PORT);
  }

  NodeStatus.Home home(Mainline node) {
    return world.await(node.status()).homes().get(0);
  }
}
