package dev.kith.sim.fault;

import dev.kith.sim.SimHost;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// All that will go wrong in one run, drawn from a seed before it begins.
///
/// A run has two phases. While the faults strike, only what must always hold is checked: safety.
/// Then everything heals, crashed hosts come back, and after a while what must come right again is
/// checked: liveness.
///
/// ```java
/// FaultPlan plan = FaultPlan.draw(seed, FaultRanges.usual(Duration.ofMinutes(30)), hosts);
/// System.out.println(plan);
/// plan.start(world);
/// world.run(plan.duration()); // ends healed
/// ```
///
/// @param seed what it was drawn from
/// @param duration how long faults strike
/// @param loss the share of datagrams lost
/// @param duplication the share duplicated
/// @param reordering the share held back
/// @param reorderedBy by how much at most
/// @param readFailures the share of disk reads that fail
/// @param writeFailures the share of disk writes that fail
/// @param strikes what happens to hosts and when, in order of time
public record FaultPlan(
    long seed,
    Duration duration,
    double loss,
    double duplication,
    double reordering,
    Duration reorderedBy,
    double readFailures,
    double writeFailures,
    List<Fault> strikes) {
  private static final List<Duration> WALL_JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(-1),
          Duration.ofDays(1),
          Duration.ofDays(-1),
          Duration.ofSeconds(1L << 31),
          Duration.ofMillis(1L << 32));

  /// Copies the list.
  public FaultPlan {
    strikes = List.copyOf(strikes);
  }

  /// Draws a plan for hosts number 0 to `hosts` - 1.
  public static FaultPlan draw(long seed, FaultRanges ranges, int hosts) {
    RandomGenerator random = SplitMix.split(seed, 0x6661756c74L);
    double loss = share(random, ranges.loss());
    double duplication = share(random, ranges.duplication());
    double reordering = share(random, ranges.reordering());
    Duration reorderedBy = part(random, ranges.reorderedBy());
    double reads = share(random, ranges.diskFailures());
    double writes = share(random, ranges.diskFailures());
    List<Fault> strikes = new ArrayList<>();
    int most = (int) (hosts * ranges.strikesPerHost());
    int count = most == 0 ? 0 : random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      strikes.add(strike(random, ranges.duration(), random.nextInt(hosts)));
    }
    // One partition after the other: each in a stretch of its own.
    int partitions = ranges.partitions() == 0 ? 0 : random.nextInt(ranges.partitions() + 1);
    Duration stretch = ranges.duration().dividedBy(Math.max(1, partitions));
    for (int i = 0; i < partitions; i++) {
      Duration at = part(random, stretch.dividedBy(2));
      Duration length = part(random, stretch.dividedBy(2));
      strikes.add(
          new Fault.Partition(stretch.multipliedBy(i).plus(at), 2 + random.nextInt(4), length));
    }
    strikes.sort(Comparator.comparing(Fault::at));
    return new FaultPlan(
        seed,
        ranges.duration(),
        loss,
        duplication,
        reordering,
        reorderedBy,
        reads,
        writes,
        strikes);
  }

  private static Fault strike(RandomGenerator random, Duration duration, int host) {
    Duration at = part(random, duration);
    Duration rest = duration.minus(at);
    return switch (random.nextInt(4)) {
      case 0 -> new Fault.Crash(at, host, part(random, rest));
      case 1 -> new Fault.Pause(at, host, part(random, shorter(rest, Duration.ofSeconds(60))));
      case 2 -> new Fault.Clog(at, host, part(random, shorter(rest, Duration.ofSeconds(60))));
      default -> new Fault.WallJump(at, host, WALL_JUMPS.get(random.nextInt(WALL_JUMPS.size())));
    };
  }

  private static double share(RandomGenerator random, double most) {
    return Math.round(random.nextDouble() * most * 1e4) / 1e4;
  }

  private static Duration part(RandomGenerator random, Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /// Lets it all begin: the world's link and the disks turn bad now, each strike comes at its time,
  /// and after [#duration] everything heals. Hosts must exist already, and none may have left.
  public void start(World world) {
    Link sound = world.link();
    world.link(spoil(sound));
    for (SimHost host : world.hosts()) {
      host.disk().fail(readFailures, writeFailures);
    }
    for (Fault fault : strikes) {
      world.after(fault.at(), () -> fault.strike(world));
    }
    world.after(duration, () -> heal(world, sound));
  }

  private Link spoil(Link sound) {
    return sound
        .withLoss(loss)
        .withDuplication(duplication)
        .withReordering(reordering, reorderedBy);
  }

  private static void heal(World world, Link sound) {
    world.link(sound);
    world.heal();
    for (SimHost host : world.hosts()) {
      host.disk().fail(0, 0);
      host.restart();
    }
  }

  /// The whole plan as maps, lists, numbers and strings, for a report.
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", seed);
    map.put("durationSeconds", duration.toSeconds());
    map.put("loss", loss);
    map.put("duplication", duplication);
    map.put("reordering", reordering);
    map.put("reorderedByMillis", reorderedBy.toMillis());
    map.put("readFailures", readFailures);
    map.put("writeFailures", writeFailures);
    map.put("strikes", strikes.stream().map(Fault::toString).toList());
    return map;
  }

  /// The whole plan, a strike a line.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(200 + strikes.size() * 60);
    text.append(
        "faults seed=%d duration=%s loss=%s duplication=%s reordering=%s/%s reads=%s writes=%s"
            .formatted(
                seed,
                duration,
                loss,
                duplication,
                reordering,
                reorderedBy,
                readFailures,
                writeFailures));
    for (Fault fault : strikes) {
      text.append("\n  ").append(fault);
    }
    return text.toString();
  }
}
