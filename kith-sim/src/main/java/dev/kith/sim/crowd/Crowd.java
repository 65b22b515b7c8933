package dev.kith.sim.crowd;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Oracle;
import dev.kith.sim.churn.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// A simulated world of production nodes of one network, each on a host of its own, and the oracle
/// that knows who is alive.
///
/// A newcomer joins through one of the eight that are there longest. Who comes and who is picked
/// follows from the world's seed.
///
/// @param <M> a node
public abstract class Crowd<M extends Member> implements Population.Life<M> {
  private static final int FIRST = 8;

  private final World world;
  private final int idBytes;
  private final int mostJoining;
  private final RandomGenerator random;
  private final Oracle<M> oracle = new Oracle<>();
  private final List<M> first = new ArrayList<>();

  /// Nobody, in `world`.
  ///
  /// @param salt sets apart what is drawn here from what others draw from the same seed
  /// @param idBytes the length of ids
  /// @param mostJoining how many may join at a time in [#growTo]
  protected Crowd(World world, long salt, int idBytes, int mostJoining) {
    this.world = world;
    this.idBytes = idBytes;
    this.mostJoining = mostJoining;
    this.random = SplitMix.split(world.seed(), salt);
  }

  /// Starts a node called `id` on `host` that knows who is at `known`: one endpoint, or none if it
  /// is the first.
  protected abstract M settle(SimHost host, NodeId id, List<Endpoint> known);

  /// The world.
  public final World world() {
    return world;
  }

  /// Who is alive.
  public final Oracle<M> oracle() {
    return oracle;
  }

  /// What scenarios draw from.
  public final RandomGenerator random() {
    return random;
  }

  /// The number of live nodes.
  public final int size() {
    return oracle.size();
  }

  /// A random point of the key space.
  public final NodeId target() {
    return NodeId.random(idBytes, random);
  }

  /// A node with a random id, on a new host, that begins to join.
  public final M add() {
    return add(world.host(), target());
  }

  /// A node called `id` on `host` that begins to join.
  public final M add(SimHost host, NodeId id) {
    return enter(settle(host, id, known()));
  }

  /// Where a newcomer is to ask: one of the first nodes, or none if there are none.
  protected final List<Endpoint> known() {
    List<Endpoint> up =
        first.stream().filter(each -> each.host().isUp()).map(Member::endpoint).toList();
    return up.isEmpty() ? up : List.of(up.get(random.nextInt(up.size())));
  }

  /// Takes note of a node that has been set up.
  protected final M enter(M member) {
    oracle.add(member.id(), member);
    first.removeIf(each -> !each.host().isUp());
    if (first.size() < FIRST) {
      first.add(member);
    }
    return member;
  }

  /// Adds nodes until there are `count`, at most as many at a time as there are already; returns
  /// when all have joined.
  protected final void growTo(int count) {
    while (oracle.size() < count) {
      int wave = Math.min(count - oracle.size(), Math.clamp(oracle.size(), 1, mostJoining));
      List<CompletableFuture<?>> joins = new ArrayList<>();
      for (int i = 0; i < wave; i++) {
        joins.add(add().joined());
      }
      world.await(CompletableFuture.allOf(joins.toArray(CompletableFuture[]::new)));
    }
  }

  /// All live nodes, in the order of their ids. The list is the caller's own.
  public final List<M> all() {
    List<M> all = new ArrayList<>();
    for (int i = 0; i < oracle.size(); i++) {
      all.add(oracle.member(i));
    }
    return all;
  }

  /// The nodes that are there longest, through whom newcomers join.
  public final List<M> first() {
    return List.copyOf(first);
  }

  /// A live node picked at random.
  public final M any() {
    return oracle.member(random.nextInt(oracle.size()));
  }

  /// Different live nodes picked at random.
  public final List<M> some(int count) {
    List<M> all = all();
    for (int i = 0; i < count; i++) {
      int pick = i + random.nextInt(all.size() - i);
      M picked = all.set(pick, all.get(i));
      all.set(i, picked);
    }
    return all.subList(0, count);
  }

  /// Ends a node without notice and for good.
  public final void kill(M member) {
    oracle.remove(member.id());
    member.host().leave();
  }

  /// The ids of the `k` live nodes nearest to `target`, nearest first, but for those that nobody is
  /// to find.
  protected final List<NodeId> nearest(NodeId target, int k, List<NodeId> butFor) {
    List<NodeId> nearest = new ArrayList<>(oracle.closest(target, k + butFor.size()));
    nearest.removeAll(butFor);
    return nearest.size() > k ? nearest.subList(0, k) : nearest;
  }

  @Override
  public final M born(World there) {
    return add();
  }

  @Override
  public final SimHost hostOf(M member) {
    return member.host();
  }

  @Override
  public final void left(M member) {
    oracle.remove(member.id());
  }
}
