package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.sim.fault.FaultWorlds;
import dev.kith.testkit.Seed;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Small worlds, each with faults of its own, drawn from its seed: what must never happen never
/// does, and after the healing everything comes right again. See [FaultRun].
///
/// Each world is named before it runs; `-Dkith.faults.seed=…` runs that one alone and tells all
/// that goes wrong in it.
final class RandomFaultsTest {
  private final FaultWorlds worlds = FaultRun.worlds();

  @Test
  void whatever_goes_wrong_nothing_forbidden_happens_and_all_heals() {
    List<String> failures = worlds.failures(seeds(100));

    assertThat(failures).isEmpty();
  }

  @Test
  @Tag("soak") // minutes
  void a_thousand_times() {
    assertThat(worlds.failures(seeds(1_000))).isEmpty();
  }

  @Test
  void the_same_seed_makes_the_same_world_event_for_event() {
    List<String> differences = worlds.differences(seeds(10));

    assertThat(differences).isEmpty();
  }

  private static LongStream seeds(int count) {
    return LongStream.range(0, count).map(i -> Seed.part(Seed.current(), i));
  }
}
