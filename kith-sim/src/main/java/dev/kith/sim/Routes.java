package dev.kith.sim;

import dev.kith.sim.link.Drop;
import dev.kith.sim.link.Link;
import dev.kith.sim.link.LinkState;
import dev.kith.sim.link.Passage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How far two hosts are from each other, and what their links do to a datagram between them.
final class Routes {
  // What a host's own datagrams take to reach itself.
  private static final long TO_ONESELF = 20_000;

  private final World world;
  private final long seed;

  Routes(World world, long seed) {
    this.world = world;
    this.seed = SplitMix.mix(seed ^ 0x726f75746573L);
  }

  void pass(SimHost from, SimHost to, int bytes, RandomGenerator random, Passage passage) {
    if (from == to) {
      passage.begin(TO_ONESELF);
      return;
    }
    Link near = from.link();
    Link far = to.link();
    passage.begin(oneWay(from, to, near, far));
    if (world.isParted() && from.side() != to.side()) {
      passage.lose(Drop.PARTITION);
      return;
    }
    if (!near.isPlain()) {
      near.pass(world.now(), bytes, state(from, near), random, passage);
    }
    if (far != near && !far.isPlain() && passage.drop() == null) {
      far.pass(world.now(), bytes, state(to, far), random, passage);
    }
  }

  private long oneWay(SimHost from, SimHost to, Link near, Link far) {
    long low = Math.min(from.index(), to.index());
    long high = Math.max(from.index(), to.index());
    long pair = SplitMix.mix(seed + (high << 32 | low) * 0x9e3779b97f4a7c15L);
    long roundTrip = near.roundTrip().at(pair);
    return (near == far ? roundTrip : Math.max(roundTrip, far.roundTrip().at(pair))) / 2;
  }

  private static @Nullable LinkState state(SimHost host, Link link) {
    return link.hasMemory() ? host.linkState() : null;
  }
}
