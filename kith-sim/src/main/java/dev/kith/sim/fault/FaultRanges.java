package dev.kith.sim.fault;

import java.time.Duration;

/// How bad it may get: the upper ends of what a [FaultPlan] draws, each evenly from nothing.
/// Immutable.
///
/// @param duration how long faults strike
/// @param loss most of the datagrams lost, 0 to 1
/// @param duplication most of the datagrams duplicated
/// @param reordering most of the datagrams held back
/// @param reorderedBy by how much at most
/// @param diskFailures most of the reads, and of the writes, that fail
/// @param strikesPerHost most crashes, pauses, clogs and clock jumps together for each host, on
///   average
/// @param partitions most partitions
public record FaultRanges(
    Duration duration,
    double loss,
    double duplication,
    double reordering,
    Duration reorderedBy,
    double diskFailures,
    double strikesPerHost,
    int partitions) {
  /// What every random-fault seed draws from: loss to 30 %, duplicates to 50 %, reordering to half
  /// of all by up to 3 s, disk faults to 10 %, two strikes a host, two partitions.
  public static FaultRanges usual(Duration duration) {
    return new FaultRanges(duration, 0.3, 0.5, 0.5, Duration.ofSeconds(3), 0.1, 2, 2);
  }

  /// Nothing goes wrong.
  public static FaultRanges none(Duration duration) {
    return new FaultRanges(duration, 0, 0, 0, Duration.ZERO, 0, 0, 0);
  }

  /// The same without crashes, pauses, clogs, clock jumps and partitions: the links and the disks
  /// alone.
  public FaultRanges withoutStrikes() {
    return new FaultRanges(
        duration, loss, duplication, reordering, reorderedBy, diskFailures, 0, 0);
  }
}
