package dev.kith.sim.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.sim.SplitMix;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final int DRAWS = 100_000;
  private final SplitMix random = new SplitMix(1);

  @Test
  void half_of_all_sessions_are_shorter_than_the_median() {
    assertThat(median(Sessions.C)).isCloseTo(10, within(0.15));
    assertThat(median(Sessions.D)).isCloseTo(1.4, within(0.03));
    assertThat(median(Sessions.A)).isCloseTo(219 * Math.pow(Math.log(2), 1 / 0.61), within(3.0));
    assertThat(median(Sessions.B)).isCloseTo(473 * Math.pow(Math.log(2), 1 / 0.43), within(6.0));
  }

  @Test
  void the_mean_of_a_weibull_is_its_scale_times_gamma_of_one_plus_one_over_its_shape() {
    assertThat(Sessions.C.mean().toSeconds() / 60.0).isCloseTo(10 / Math.log(2), within(0.02));
    // Gamma(1 + 1/0.61) = 1.4742, Gamma(1 + 1/0.5) = 2
    assertThat(Sessions.A.mean().toMinutes() / 219.0).isCloseTo(1.474, within(0.01));
    assertThat(Sessions.weibull("x", 0.5, Duration.ofMinutes(100)).mean().toSeconds() / 60.0)
        .isCloseTo(200, within(0.1));
  }

  @Test
  void
      what_remains_of_a_session_met_at_random_is_the_same_for_an_exponential_and_longer_for_a_heavy_tail() {
    // The mean rest of a session met at random is E[x^2] / 2E[x].
    assertThat(meanRemaining(Sessions.C)).isCloseTo(10 / Math.log(2), within(0.3));
    Sessions heavy = Sessions.weibull("x", 0.5, Duration.ofMinutes(100));
    assertThat(meanRemaining(heavy)).isCloseTo(24 * 100 * 100 / (2 * 200.0), within(20.0));
  }

  private double median(Sessions sessions) {
    long[] draws = new long[DRAWS];
    Arrays.setAll(draws, i -> sessions.draw(random).toNanos());
    Arrays.sort(draws);
    return draws[DRAWS / 2] / 60e9;
  }

  private double meanRemaining(Sessions sessions) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += sessions.drawRemaining(random).toNanos() / 60e9;
    }
    return sum / DRAWS;
  }
}
