package dev.kith.sim.fault;

import dev.kith.sim.World;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The course that every world of random faults takes: its nodes have a minute to find each other,
/// then faults strike while applications and mischief-makers are at work (safety), then all heals,
/// and after a while everything must be right again (liveness).
public final class FaultCourse {
  private static final Duration BEGINNING = Duration.ofMinutes(1);

  private final World world;
  private final RandomGenerator random;
  private boolean isHealed;

  private FaultCourse(FaultScenario scenario) {
    this.world = scenario.world();
    this.random = scenario.random();
  }

  /// Lets it all happen and returns the hash of the trace.
  ///
  /// @throws dev.kith.sim.SimulationFailure as soon as something is that must not be
  static long run(FaultPlan plan, FaultScenario scenario) {
    FaultCourse course = new FaultCourse(scenario);
    World world = scenario.world();
    world.run(BEGINNING);
    plan.start(world);
    scenario.struck(course);
    world.run(plan.duration().plusSeconds(1));
    course.isHealed = true;
    scenario.healed();
    world.run(scenario.recovery());
    scenario.recovered();
    world.checks().end();
    return world.traceHash();
  }

  /// Runs `task` again and again while the faults strike, each time after a wait drawn evenly from
  /// nothing to twice `mean`.
  public void often(Duration mean, Runnable task) {
    Duration wait = Duration.ofMillis((long) (mean.toMillis() * 2 * random.nextDouble()));
    world.after(
        wait,
        () -> {
          if (!isHealed) {
            task.run();
            often(mean, task);
          }
        });
  }
}
