package dev.kith.kv.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.KvOptions;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.crowd.Crowd;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.util.List;
import java.util.function.Consumer;

/// A simulated world of nodes of the key/value network. Prints its seed and configuration when it
/// begins.
final class KvWorld extends Crowd<Resident> {
  private static final int ID_BYTES = 20;
  private static final int MOST_JOINING = 64;

  private Consumer<KvOptions.Builder> settings = options -> {};

  private KvWorld(World world) {
    super(world, -0x6b76L, ID_BYTES, MOST_JOINING);
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

  /// Lets nodes join until there are `count`.
  KvWorld grow(int count) {
    growTo(count);
    return this;
  }

  @Override
  protected Resident settle(SimHost host, NodeId id, List<Endpoint> known) {
    KvOptions.Builder options = KvOptions.builder();
    options.bootstrap(known);
    settings.accept(options);
    return new Resident(host, id, options);
  }

  /// A node that knows whom `options` say, with a witness before its socket.
  Resident add(SimHost host, NodeId id, KvOptions.Builder options, Witness witness) {
    return enter(new Resident(host, id, options, witness));
  }

  /// The live node with this id.
  Resident resident(NodeId id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /// The ids of all live nodes, those nearest to `target` first.
  List<NodeId> byDistance(NodeId target) {
    return oracle().closest(target, size());
  }

  /// The ids that a lookup of `searcher` for `target` should find: nobody finds itself, nor the
  /// node whose id is the target.
  List<NodeId> nearest(NodeId target, int k, Resident searcher) {
    return nearest(target, k, List.of(searcher.id(), target));
  }
}
