package dev.kith.mainline.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.MainlineOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.WorldBuilder;
import dev.kith.sim.check.Oracle;
import dev.kith.sim.churn.Population;
import dev.kith.sim.churn.Sessions;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A simulated world of production nodes, each on a host of its own, and the oracle that knows who
/// is alive. Prints its seed and configuration when it begins.
final class MainlineWorld {
  /// The port every node listens at.
  static final int PORT = 6_881;

  private static final int ID_BYTES = 20;
  private static final int BOOTSTRAPS = 8;
  private static final int MOST_JOINING = 256;

  private final World world;
  private final RandomGenerator random;
  private final Oracle<Resident> oracle = new Oracle<>();
  private final List<Resident> bootstraps = new ArrayList<>();
  private Consumer<MainlineOptions.Builder> settings = options -> {};

  private MainlineWorld(World world) {
    this.world = world;
    this.random = SplitMix.split(world.seed(), -0x6d61696e6cL);
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

  World world() {
    return world;
  }

  Oracle<Resident> oracle() {
    return oracle;
  }

  /// A node with a random id that begins to join through a node that was there early.
  Resident add() {
    return add(NodeId.random(ID_BYTES, random), PacketGate.OPEN);
  }

  Resident add(NodeId id, PacketGate gate) {
    return add(world.host(), id, gate);
  }

  Resident add(SimHost host, NodeId id, PacketGate gate) {
    Resident resident = new Resident(host, id, options(), gate);
    oracle.add(id, resident);
    if (bootstraps.size() < BOOTSTRAPS) {
      bootstraps.add(resident);
    }
    return resident;
  }

  private MainlineOptions.Builder options() {
    MainlineOptions.Builder options = MainlineOptions.builder();
    List<Endpoint> known =
        bootstraps.stream()
            .filter(resident -> resident.host().isUp())
            .map(Resident::endpoint)
            .toList();
    if (!known.isEmpty()) {
      options.bootstrap(known.get(random.nextInt(known.size())));
    }
    settings.accept(options);
    return options;
  }

  /// Adds nodes until there are `count`, at most as many at a time as there are already; returns
  /// when all have joined.
  MainlineWorld grow(int count) {
    while (oracle.size() < count) {
      int wave = Math.min(count - oracle.size(), Math.clamp(oracle.size(), 1, MOST_JOINING));
      List<CompletableFuture<?>> joins = new ArrayList<>();
      for (int i = 0; i < wave; i++) {
        joins.add(add().joined());
      }
      world.await(CompletableFuture.allOf(joins.toArray(CompletableFuture[]::new)));
    }
    return this;
  }

  /// A live node picked at random.
  Resident any() {
    return oracle.member(random.nextInt(oracle.size()));
  }

  /// Different live nodes picked at random.
  List<Resident> some(int count) {
    List<Resident> all = all();
    for (int i = 0; i < count; i++) {
      int pick = i + random.nextInt(all.size() - i);
      Resident picked = all.set(pick, all.get(i));
      all.set(i, picked);
    }
    return all.subList(0, count);
  }

  /// Different live nodes that have joined, picked at random; all of them if there are fewer.
  List<Resident> someReady(int count) {
    return some(oracle.size()).stream().filter(Resident::isReady).limit(count).toList();
  }

  /// All live nodes, in the order of their ids.
  List<Resident> all() {
    List<Resident> all = new ArrayList<>();
    for (int i = 0; i < oracle.size(); i++) {
      all.add(oracle.member(i));
    }
    return all;
  }

  /// A random point of the key space.
  NodeId target() {
    return NodeId.random(ID_BYTES, random);
  }

  RandomGenerator random() {
    return random;
  }

  /// Ends a node without notice and for good.
  void kill(Resident resident) {
    oracle.remove(resident.id());
    resident.host().crash();
  }

  /// Starts churn among all nodes but those that were there first, through whom the newborn join.
  Population<Resident> churn(Sessions sessions) {
    List<Resident> mortal = all();
    mortal.removeAll(bootstraps);
    return Population.of(world, sessions, mortal, new Mortals());
  }

  private final class Mortals implements Population.Life<Resident> {
    @Override
    public Resident born(World there) {
      return add();
    }

    @Override
    public SimHost hostOf(Resident resident) {
      return resident.host();
    }

    @Override
    public void left(Resident resident) {
      oracle.remove(resident.id());
    }
  }

  /// The nodes that were there first.
  List<Resident> first() {
    return List.copyOf(bootstraps);
  }

  /// The ids that a lookup of `searcher` for `target` should find.
  List<NodeId> nearest(NodeId target, int k, Resident searcher) {
    List<NodeId> nearest = new ArrayList<>(oracle.closest(target, k + 1));
    nearest.remove(searcher.id()); // nobody finds itself
    return nearest.size() > k ? nearest.subList(0, k) : nearest;
  }

  void run(Duration duration) {
    world.run(duration);
  }
}
