package dev.kith.sim;

import dev.kith.sim.link.Link;

/// A world to be: by default of seed 0, with the standard link and full codecs.
public final class WorldBuilder {
  long seed;
  String scenario = "unnamed";
  Link link = Link.standard();
  boolean handsOver;

  WorldBuilder() {}

  /// Draws everything from this seed.
  public WorldBuilder seed(long number) {
    seed = number;
    return this;
  }

  /// Names the scenario in failures.
  public WorldBuilder scenario(String name) {
    scenario = name;
    return this;
  }

  /// Reaches hosts that have no link of their own by this one.
  public WorldBuilder link(Link other) {
    link = other;
    return this;
  }

  /// Hands messages over as they are, without encoding them: for the largest worlds. Sizes are 0
  /// then, and neither MTU nor capacity applies. Messages must be immutable, as ever.
  public WorldBuilder handOver() {
    handsOver = true;
    return this;
  }

  /// The world, empty, at time 0.
  public World build() {
    return new World(this);
  }
}
