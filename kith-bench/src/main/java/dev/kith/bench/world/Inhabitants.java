package dev.kith.bench.world;

import dev.kith.sim.World;

/// The nodes of one simulated world.
interface Inhabitants {
  /// The world they live in.
  World world();

  /// Starts a lookup by a random node for a random target; `then` is run when it has ended.
  void lookUp(Runnable then);
}
