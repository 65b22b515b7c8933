package dev.kith.sim.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.sim.SplitMix;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {
  private static final double MS = 1e6;

  @Test
  void the_standard_round_trip_has_median_100_ms_and_p99_about_320_ms() {
    Delay delay = Link.standard().roundTrip();

    assertThat(delay.quantile(0.5) / MS).isCloseTo(100, within(0.1));
    assertThat(delay.quantile(0.99) / MS).isCloseTo(320, within(2.0));
    assertThat(delay.quantile(0.01) / MS).isCloseTo(31.25, within(0.3));
  }

  @Test
  void draws_follow_the_log_normal_they_are_named_after() {
    Delay delay = Delay.logNormal(Duration.ofMillis(100), 0.5);
    SplitMix random = new SplitMix(1);
    int draws = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double logarithm = Math.log(delay.at(random.nextLong()) / (100 * MS));
      sum += logarithm;
      squares += logarithm * logarithm;
    }

    assertThat(sum / draws).as("mean of the logarithm").isCloseTo(0, within(0.005));
    assertThat(Math.sqrt(squares / draws)).as("sigma").isCloseTo(0.5, within(0.005));
  }

  @Test
  void the_same_bits_are_the_same_delay_and_constants_are_constant() {
    Delay constant = Delay.constant(Duration.ofMillis(7));
    Delay uniform = Delay.uniform(Duration.ofMillis(2), Duration.ofMillis(4));
    SplitMix random = new SplitMix(2);

    for (int i = 0; i < 1_000; i++) {
      long bits = random.nextLong();
      assertThat(constant.at(bits)).isEqualTo(7_000_000);
      assertThat(uniform.at(bits)).isBetween(2_000_000L, 4_000_000L).isEqualTo(uniform.at(bits));
    }
    assertThat(uniform.at(0)).isEqualTo(2_000_000);
    assertThat(uniform.at(-1)).isBetween(3_999_990L, 4_000_000L);
  }
}
