package dev.kith.sim.fault;

import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one world of random faults is, drawn from its seed before there is one.
///
/// @param seed what it was drawn from
/// @param hosts how many hosts it has at first
/// @param plan what goes wrong there
public record FaultDraw(long seed, int hosts, FaultPlan plan) {
  private static final Duration FAULTS = Duration.ofMinutes(25);
  private static final int FEWEST = 16;
  private static final int MOST = 24;

  /// Draws a world of 16 to 24 hosts in which the usual faults strike for 25 minutes.
  public static FaultDraw of(long seed) {
    int hosts = FEWEST + drawn(seed, 1, MOST - FEWEST + 1);
    return new FaultDraw(seed, hosts, FaultPlan.draw(seed, FaultRanges.usual(FAULTS), hosts));
  }

  /// Whether this is the one of so many worlds, on average, in which something else is tried.
  public boolean isOneOf(int worlds) {
    return drawn(seed, 2, worlds) == 0;
  }

  private static int drawn(long seed, long what, int bound) {
    return (int) Long.remainderUnsigned(SplitMix.split(seed, what).nextLong(), bound);
  }

  /// Adds the hosts to `world`, which has none so far, for the plan names them by number.
  public List<SimHost> hosts(World world) {
    List<SimHost> added = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      added.add(world.host());
    }
    return added;
  }
}
