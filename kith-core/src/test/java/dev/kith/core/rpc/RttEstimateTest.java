package dev.kith.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RttEstimateTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final RttEstimate estimate = new RttEstimate(RttOptions.upTo(Duration.ofSeconds(2)));

  @Test
  void without_samples_the_guess_stands() {
    assertThat(estimate.patience().stallNanos()).isBetween(300 * MILLI, 400 * MILLI);
    assertThat(estimate.patience().overdueNanos()).isBetween(900 * MILLI, 1_100 * MILLI);
  }

  @Test
  void in_a_fast_network_the_margin_and_the_least_overdue_time_remain() {
    sample(500, 200_000);

    assertThat(estimate.patience().stallNanos()).isBetween(100 * MILLI, 103 * MILLI);
    assertThat(estimate.patience().overdueNanos()).isEqualTo(300 * MILLI);
  }

  @Test
  void in_a_slow_network_both_grow_up_to_the_cap() {
    sample(500, 1_900 * MILLI);

    assertThat(estimate.patience().stallNanos()).isEqualTo(2 * SECOND);
    assertThat(estimate.patience().overdueNanos()).isEqualTo(2 * SECOND);
  }

  @Test
  void in_the_standard_latency_model_it_stalls_after_p90_and_gives_up_after_twice_p99() {
    RandomGenerator random = Seed.random();
    for (int i = 0; i < 2_000; i++) {
      estimate.sample((long) (100 * MILLI * Math.exp(0.5 * random.nextGaussian())));
    }

    // p90 is 190 ms, p99 320 ms; a bin is up to a quarter wider than its samples.
    assertThat(estimate.patience().stallNanos()).isBetween(170 * MILLI, 240 * MILLI);
    assertThat(estimate.patience().overdueNanos()).isBetween(560 * MILLI, 860 * MILLI);
  }

  @Test
  void a_few_samples_already_count() {
    sample(20, 20 * MILLI);

    assertThat(estimate.patience().stallNanos()).isLessThan(130 * MILLI);
  }

  @Test
  void a_network_that_slows_down_is_followed_sooner_than_one_that_recovers() {
    sample(1_000, 20 * MILLI);
    sample(100, 600 * MILLI);

    assertThat(estimate.patience().stallNanos()).isGreaterThan(600 * MILLI);

    sample(1_500, 20 * MILLI);

    assertThat(estimate.patience().overdueNanos()).isEqualTo(300 * MILLI);
  }

  @Test
  void whatever_the_samples_patience_is_within_its_bounds() {
    Property.forAll(Gen.lists(Gen.longs(0, Long.MAX_VALUE), 100))
        .check(
            samples -> {
              RttEstimate any = new RttEstimate(RttOptions.upTo(Duration.ofSeconds(2)));
              for (long each : samples) {
                any.sample(each);
                assertBounds(any);
              }
            });
  }

  @Test
  void a_stall_is_never_before_nine_of_ten_samples() {
    Property.forAll(Gen.lists(Gen.longs(1, SECOND), 300))
        .check(
            samples -> {
              RttEstimate any = new RttEstimate(RttOptions.upTo(Duration.ofMinutes(1)));
              samples.forEach(any::sample);
              long later = samples.stream().filter(each -> each > stall(any)).count();
              // The tenth, two for the decay and the guess among few samples.
              assertThat(later).isLessThanOrEqualTo(samples.size() / 10 + 2 + samples.size() / 20);
            });
  }

  private static long stall(RttEstimate estimate) {
    return estimate.patience().stallNanos();
  }

  private static void assertBounds(RttEstimate estimate) {
    assertThat(stall(estimate)).isBetween(100 * MILLI, 2 * SECOND);
    assertThat(List.of(estimate.patience().overdueNanos()))
        .allMatch(overdue -> overdue >= stall(estimate) && overdue <= 2 * SECOND);
  }

  private void sample(int count, long nanos) {
    for (int i = 0; i < count; i++) {
      estimate.sample(nanos);
    }
  }
}
