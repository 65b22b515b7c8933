package dev.kith.bench.world;

import dev.kith.sim.World;
import dev.kith.sim.engine.EngineWorld;
import dev.kith.sim.engine.ScaleStudy;
import java.util.List;

/// Nodes of nothing but the engine's machines, with ideal tables: what the scale study runs.
record EngineNodes(EngineWorld engine) implements Inhabitants {
  private static final int ALPHA = 3;

  static EngineNodes in(World world, int count, int k) {
    return new EngineNodes(EngineWorld.ideal(world, ScaleStudy.options(k, ALPHA), count));
  }

  @Override
  public World world() {
    return engine.world();
  }

  @Override
  public void lookUp(Runnable then) {
    engine.any().lookup(engine.target(), List.of(), false, result -> then.run());
  }
}
