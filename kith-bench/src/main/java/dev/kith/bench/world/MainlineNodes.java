package dev.kith.bench.world;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// Full nodes of the BitTorrent network that have joined one another.
final class MainlineNodes implements Inhabitants {
  private static final int PORT = 6881;
  private static final int BOOTSTRAPS = 8;
  private static final int MOST_JOINING = 256;
  private static final Duration SETTLING = Duration.ofMinutes(20);

  private final World world;
  private final RandomGenerator random;
  private final List<Mainline> nodes = new ArrayList<>();
  private final List<Endpoint> bootstraps = new ArrayList<>();

  private MainlineNodes(World world) {
    this.world = world;
    this.random = new SplittableRandom(world.seed());
  }

  /// Lets `count` nodes join, as many at a time as there are already, and the network settle.
  static MainlineNodes in(World world, int count) {
    MainlineNodes all = new MainlineNodes(world);
    while (all.nodes.size() < count) {
      int here = all.nodes.size();
      all.join(Math.min(count - here, Math.clamp(here, 1, MOST_JOINING)));
    }
    world.run(SETTLING);
    return all;
  }

  private void join(int count) {
    List<CompletableFuture<?>> joining = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimHost host = world.host();
      MainlineOptions.Builder options = MainlineOptions.builder().listen(host.endpoint(PORT));
      if (!bootstraps.isEmpty()) {
        options.bootstrap(bootstraps.get(random.nextInt(bootstraps.size())));
      }
      Mainline node = world.await(Mainline.startOn(host.loop(), options.build()));
      nodes.add(node);
      joining.add(node.joined());
      if (bootstraps.size() < BOOTSTRAPS) {
        bootstraps.add(host.endpoint(PORT));
      }
    }
    world.await(CompletableFuture.allOf(joining.toArray(CompletableFuture[]::new)));
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public void lookUp(Runnable then) {
    Mainline searcher = nodes.get(random.nextInt(nodes.size()));
    var _ = searcher.findNodes(NodeId.random(20, random)).thenAccept(found -> then.run());
  }
}
