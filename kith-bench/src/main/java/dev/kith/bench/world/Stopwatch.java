package dev.kith.bench.world;

import dev.kith.sim.World;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/// What a world did since the watch was started, and what that took of the calling thread. Time is
/// processor time, so that what else the machine does counts for little.
final class Stopwatch {
  private static final com.sun.management.ThreadMXBean THREAD =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final World world;
  private final Reading start;

  Stopwatch(World world) {
    this.world = world;
    this.start = Reading.of(world);
  }

  Pace stop() {
    Reading end = Reading.of(world);
    return new Pace(
        end.events - start.events,
        (end.cpu - start.cpu) / 1e9,
        (end.virtual - start.virtual) / 1e9,
        end.allocated - start.allocated,
        (end.collecting - start.collecting) / 1e3);
  }

  private record Reading(long events, long cpu, long virtual, long allocated, long collecting) {
    static Reading of(World world) {
      return new Reading(
          world.tally().events(),
          THREAD.getCurrentThreadCpuTime(),
          world.now(),
          THREAD.getCurrentThreadAllocatedBytes(),
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .mapToLong(GarbageCollectorMXBean::getCollectionTime)
              .sum());
    }
  }
}
