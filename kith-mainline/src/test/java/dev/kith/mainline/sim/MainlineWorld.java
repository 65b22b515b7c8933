package dev.kith.mainline.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.MainlineOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.WorldBuilder;
import dev.kith.sim.churn.Population;
import dev.kith.sim.churn.Sessions;
import dev.kith.sim.crowd.Crowd;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A simulated world of nodes of the BitTorrent network. Prints its seed and configuration when it
/// begins.
final class MainlineWorld extends Crowd<Resident> {
  /// The port every node listens at.
  static final int PORT = 6_881;

  private static final int ID_BYTES = 20;
  private static final int MOST_JOINING = 256;

  private Consumer<MainlineOptions.Builder> settings = options -> {};

  private MainlineWorld(World world) {
    super(world, -0x6d61696e6cL, ID_BYTES, MOST_JOINING);
  }

  /// An empty world; `scenario` is the test, as in `-Dtest=Class#method`.
  static MainlineWorld of(String scenario, Link link) {
    return of(scenario, link, Seed.current());
  }

  static MainlineWorld of(String scenario, Link link, long seed) {
    return of(World.builder().seed(seed), scenario, link, seed);
  }

  /// The same for a test that says itself how to run it again.
  static MainlineWorld silent(String scenario, Link link, long seed) {
    return new MainlineWorld(World.builder().seed(seed).scenario(scenario).link(link).build());
  }

  /// The same with packets handed over as they are, not encoded.
  static MainlineWorld handingOver(String scenario, Link link, long seed) {
    return of(World.builder().seed(seed).handOver(), scenario, link, seed);
  }

  private static MainlineWorld of(WorldBuilder builder, String scenario, Link link, long seed) {
    World world = builder.scenario(scenario).link(link).build();
    System.out.printf(
        "seed=%d scenario=%s %s; again: mvn test -pl kith-mainline -am -Dtest=%s -Dkith.seed=%d%n",
        seed, scenario, link, scenario, Seed.current());
    return new MainlineWorld(world);
  }

  /// Sets up all nodes added from now on.
  MainlineWorld with(Consumer<MainlineOptions.Builder> changes) {
    settings = changes;
    return this;
  }

  /// Lets nodes join until there are `count`.
  MainlineWorld grow(int count) {
    growTo(count);
    return this;
  }

  @Override
  protected Resident settle(SimHost host, NodeId id, List<Endpoint> known) {
    return settle(host, id, known, PacketGate.OPEN);
  }

  /// A node with `gate` before its socket.
  Resident add(NodeId id, PacketGate gate) {
    return add(world().host(), id, gate);
  }

  Resident add(SimHost host, NodeId id, PacketGate gate) {
    return enter(settle(host, id, known(), gate));
  }

  private Resident settle(SimHost host, NodeId id, List<Endpoint> known, PacketGate gate) {
    MainlineOptions.Builder options = MainlineOptions.builder();
    options.bootstrap(known);
    settings.accept(options);
    return new Resident(host, id, options, gate);
  }

  /// Different live nodes that have joined, picked at random; all of them if there are fewer.
  List<Resident> someReady(int count) {
    return some(size()).stream().filter(Resident::isReady).limit(count).toList();
  }

  /// Starts churn among all nodes but the first, through whom the newborn join.
  Population<Resident> churn(Sessions sessions) {
    List<Resident> mortal = all();
    mortal.removeAll(first());
    return Population.of(world(), sessions, mortal, this);
  }

  /// The ids that a lookup of `searcher` for `target` should find: nobody finds itself.
  List<NodeId> nearest(NodeId target, int k, Resident searcher) {
    return nearest(target, k, List.of(searcher.id()));
  }

  void run(Duration duration) {
    world().run(duration);
  }
}
