package dev.kith.core.driver;

import java.time.Duration;

/// How long a contact may be silent before it is checked, learnt from how many checks fail: the
/// first ones, not those of contacts that have failed already.
///
/// In a calm network a check every quarter of an hour (BEP 5) finds hardly anyone gone; where nodes
/// come and go by the minute that would leave the table full of the dead. The pace settles where
/// about one check in eight fails. That is one contact in sixteen gone meanwhile, for the living
/// are often heard of without a check.
final class CheckPace {
  private static final double SHORTEST = Duration.ofSeconds(45).toNanos();
  private static final double LONGEST = Duration.ofMinutes(15).toNanos();
  private static final double WANTED_FAILURES = 0.12;
  private static final double STEP = 0.12;

  private double quiet = Duration.ofMinutes(5).toNanos();

  /// A contact silent for this long is checked.
  long quietNanos() {
    return (long) quiet;
  }

  /// Takes note of a check. In balance, the steps up and down cancel out at the wanted share.
  void checked(boolean alive) {
    double factor = alive ? 1 + STEP * WANTED_FAILURES / (1 - WANTED_FAILURES) : 1 - STEP;
    quiet = Math.clamp(quiet * factor, SHORTEST, LONGEST);
  }
}
