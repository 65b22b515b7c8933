package dev.kith.sim.engine;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.table.RoutingTable;
import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A world full of engine nodes, each on a host of its own, and the oracle that knows them all.
public final class EngineWorld {
  /// The port every node listens at.
  public static final int PORT = 4_000;

  /// The length of ids, in bytes.
  public static final int ID_BYTES = 20;

  private final World world;
  private final EngineOptions options;
  private final EngineCodec codec = new EngineCodec();
  private final RandomGenerator random;
  private Oracle<EngineNode> oracle = new Oracle<>();

  private EngineWorld(World world, EngineOptions options) {
    this.world = world;
    this.options = options;
    this.random = SplitMix.split(world.seed(), -0x656e67696e65L);
  }

  /// A world without nodes so far.
  public static EngineWorld in(World world, EngineOptions options) {
    return new EngineWorld(world, options);
  }

  /// `world` with `count` nodes whose tables are as those of a network that has been there for
  /// long: every bucket holds k random members of its range, or all if there are no more.
  public static EngineWorld ideal(World world, EngineOptions options, int count) {
    EngineWorld engine = new EngineWorld(world, options);
    List<NodeId> ids = new ArrayList<>(count);
    List<EngineNode> nodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      NodeId id = NodeId.random(ID_BYTES, engine.random);
      ids.add(id);
      nodes.add(engine.node(world.host(), id));
    }
    engine.oracle = Oracle.of(ids, nodes);
    engine.fillTables();
    return engine;
  }

  /// The world.
  public World world() {
    return world;
  }

  /// All nodes, in the order of their ids.
  public Oracle<EngineNode> oracle() {
    return oracle;
  }

  /// A new node with a random id on a new host. It knows nobody so far.
  public EngineNode add() {
    NodeId id = NodeId.random(ID_BYTES, random);
    EngineNode node = node(world.host(), id);
    oracle.add(id, node);
    return node;
  }

  /// A node picked at random.
  public EngineNode any() {
    return oracle.member(random.nextInt(oracle.size()));
  }

  /// A random point of the key space.
  public NodeId target() {
    return NodeId.random(ID_BYTES, random);
  }

  private EngineNode node(SimHost host, NodeId id) {
    try {
      return new EngineNode(host.loop(), host.endpoint(PORT), id, options, codec);
    } catch (IOException cannotBind) {
      throw new UncheckedIOException(cannotBind);
    }
  }

  private void fillTables() {
    Contact[] contacts = new Contact[oracle.size()];
    for (int i = 0; i < contacts.length; i++) {
      contacts[i] = oracle.member(i).contact();
    }
    for (int i = 0; i < contacts.length; i++) {
      fill(oracle.member(i).table(), contacts);
    }
  }

  // The ids that share a prefix lie side by side, so each bucket is a range of positions: on the
  // way down to the own one, the half turned away from.
  private void fill(RoutingTable table, Contact[] contacts) {
    NodeId self = table.self();
    int from = 0;
    int to = contacts.length;
    for (int depth = 0; to - from > 1; depth++) {
      int middle = oracle.firstWithBit(depth, from, to);
      boolean high = self.bit(depth);
      offerSome(table, high ? from : middle, high ? middle : to, contacts);
      from = high ? middle : from;
      to = high ? to : middle;
    }
  }

  private void offerSome(RoutingTable table, int from, int to, Contact[] contacts) {
    int k = options.table().k();
    int range = to - from;
    if (range <= k) {
      for (int i = from; i < to; i++) {
        table.offer(0, contacts[i]);
      }
      return;
    }
    int[] picked = new int[k];
    for (int count = 0; count < k; ) {
      int pick = from + random.nextInt(range);
      if (!contains(picked, count, pick)) {
        picked[count++] = pick;
        table.offer(0, contacts[pick]);
      }
    }
  }

  private static boolean contains(int[] picked, int count, int pick) {
    for (int i = 0; i < count; i++) {
      if (picked[i] == pick) {
        return true;
      }
    }
    return false;
  }
}
