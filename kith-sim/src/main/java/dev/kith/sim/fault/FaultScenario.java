package dev.kith.sim.fault;

import dev.kith.sim.World;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A network's part in one world of random faults: its nodes on the hosts of the [FaultDraw], what
/// applications and mischief-makers do there, and what must hold. A [FaultCourse] calls each method
/// once, in the order given here.
///
/// What must never happen is looked for all the time, by the checks of the world; a scenario adds
/// those when it is made.
public interface FaultScenario {
  /// The world, in which nodes have begun to find each other.
  World world();

  /// Where the scenario draws from.
  RandomGenerator random();

  /// The faults strike from now on. Sets about what else goes on meanwhile, by [FaultCourse#often]
  /// or at times of its own.
  void struck(FaultCourse course);

  /// The faults have ended, and hosts that were down are back. Does what an operator would have to
  /// do now; mostly nothing.
  default void healed() {}

  /// How long it may take then until all is right again.
  Duration recovery();

  /// All must be right again: looks whether it is, which may take time, and tells the checks of the
  /// world.
  void recovered();
}
