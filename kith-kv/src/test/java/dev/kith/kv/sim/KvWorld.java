package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Oracle;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A simulated world of production nodes, each on a host of its own, and the oracle that knows who
/// is alive. Prints its seed and configuration when it begins.
final class KvWorld {
  private static final int ID_BYTES = 20;
  private static final int BOOTSTRAPS = 8;
  private static final int MOST_JOINING = 64;

  private final World world;
  private final RandomGenerator random;
  private final Oracle<Resident> oracle = new Oracle<>();
  private final List<Resident> bootstraps = new ArrayList<>();
  private Consumer<KvOptions.Builder> settings = options -> {};

  private KvWorld(World world) {
    this.world = world;
    this.random = SplitMix.split(world.seed(), -0x6b76L);
  }

  /// An empty world on the standard link; `scenario` is the test, as in `-Dtest=Class#method`.
  static KvWorld of(String scenario) {
    return of(scenario, Seed.current());
  }

  static KvWorld of(String scenario, long seed) {
    Link link = Link.standard();
    System.out.printf(
        "seed=%d scenario=%s %s; again: mvn test -pl kith-kv -am -Dtest=%s -Dkith.seed=%d%n",
        seed, scenario, link, scenario, Seed.current());
    return new KvWorld(World.builder().seed(seed).scenario(scenario).link(link).build());
  }

  /// The same for a test that says itself how to run it again.
  static KvWorld silent(String scenario, long seed) {
    return new KvWorld(World.builder().seed(seed).scenario(scenario).link(Link.standard()).build());
  }

  /// Sets up all nodes added from now on.
  KvWorld with(Consumer<KvOptions.Builder> changes) {
    settings = changes;
    return this;
  }

  World world() {
    return world;
  }

  RandomGenerator random() {
    return random;
  }

  /// The number of live nodes.
  int size() {
    return oracle.size();
  }

  /// A random point of the key space.
  NodeId target() {
    return NodeId.random(ID_BYTES, random);
  }

  /// A node with a random id that begins to join through a node that was there early.
  Resident add() {
    return add(world.host(), target());
  }

  Resident add(SimHost host, NodeId id) {
    KvOptions.Builder options = KvOptions.builder();
    List<Endpoint> known =
        bootstraps.stream().filter(each -> each.host().isUp()).map(Resident::endpoint).toList();
    if (!known.isEmpty()) {
      options.bootstrap(known.get(random.nextInt(known.size())));
    }
    settings.accept(options);
    Resident resident = new Resident(host, id, options);
    oracle.add(id, resident);
    bootstraps.removeIf(each -> !each.host().isUp());
    if (bootstraps.size() < BOOTSTRAPS) {
      bootstraps.add(resident);
    }
    return resident;
  }

  /// A node that knows whom `options` say, with a witness before its socket.
  Resident add(SimHost host, NodeId id, KvOptions.Builder options, Witness witness) {
    Resident resident = new Resident(host, id, options, witness);
    oracle.add(id, resident);
    return resident;
  }

  /// Adds nodes until there are `count`, at most as many at a time as there are already; returns
  /// when all have joined.
  KvWorld grow(int count) {
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

  /// All live nodes, in the order of their ids.
  List<Resident> all() {
    List<Resident> all = new ArrayList<>();
    for (int i = 0; i < oracle.size(); i++) {
      all.add(oracle.member(i));
    }
    return all;
  }

  /// A live node picked at random.
  Resident any() {
    return oracle.member(random.nextInt(oracle.size()));
  }

  /// The live node with this id.
  Resident resident(NodeId id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
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

  /// Ends a node without notice and for good.
  void kill(Resident resident) {
    oracle.remove(resident.id());
    resident.host().leave();
  }

  /// Takes note that a node is gone.
  void forget(Resident resident) {
    oracle.remove(resident.id());
  }

  /// The ids of all live nodes, those nearest to `target` first.
  List<NodeId> byDistance(NodeId target) {
    return oracle.closest(target, oracle.size());
  }

  /// The ids that a lookup of `searcher` for `target` should find: nobody finds itself, nor the
  /// node whose id is the target.
  List<NodeId> nearest(NodeId target, int k, Resident searcher) {
    List<NodeId> nearest = new ArrayList<>(oracle.closest(target, k + 2));
    nearest.remove(searcher.id());
    nearest.remove(target);
    return nearest.size() > k ? nearest.subList(0, k) : nearest;
  }
}
