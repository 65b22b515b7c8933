package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Small worlds, each with faults of its own, drawn from its seed: what must never happen never
/// does, and after the healing everything comes right again. See [FaultRun].
///
/// Each world is named before it runs; `-Dkith.faults.seed=…` runs that one alone and tells all
/// that goes wrong in it.
final class RandomFaultsTest {
  private static final int TWICE = 10;

  @Test
  void whatever_goes_wrong_nothing_forbidden_happens_and_all_heals() {
    Long alone = Long.getLong("kith.faults.seed");
    if (alone != null) {
      System.out.println(FaultRun.configuration(alone));
    }

    List<String> failures = alone == null ? failures(100) : failures(List.of(alone));

    assertThat(failures).isEmpty();
  }

  @Test
  @Tag("soak") // minutes
  void a_thousand_times() {
    assertThat(failures(1_000)).isEmpty();
  }

  @Test
  void the_same_seed_makes_the_same_world_event_for_event() {
    for (int i = 0; i < TWICE; i++) {
      long seed = seed(i);

      String first = FaultRun.verdict(seed);
      String second = FaultRun.verdict(seed);

      assertThat(second).isEqualTo(first).startsWith(FaultRun.SOUND);
    }
  }

  private static long seed(int number) {
    return Seed.part(Seed.current(), number);
  }

  private static List<String> failures(int count) {
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seeds.add(seed(i));
    }
    return failures(seeds);
  }

  private static List<String> failures(List<Long> seeds) {
    List<String> failures = new ArrayList<>();
    for (long seed : seeds) {
      System.out.println(FaultRun.configuration(seed).lines().findFirst().orElse(""));
      String verdict = FaultRun.verdict(seed);
      if (!verdict.startsWith(FaultRun.SOUND)) {
        failures.add(
            "%s; again: mvn test -pl kith-kv -am -Dtest=RandomFaultsTest -Dkith.faults.seed=%d; %s"
                .formatted(verdict, seed, FaultRun.configuration(seed)));
      }
    }
    return failures;
  }
}
