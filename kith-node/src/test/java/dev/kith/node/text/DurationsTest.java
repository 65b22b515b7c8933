package dev.kith.node.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "10s,PT10S", "2m,PT2M", "1.5h,PT1H30M", "7d,P7D", "0.25s,PT0.25S"})
  void a_number_and_a_unit_are_a_duration(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "0s",
        "0.0ms",
        "0.0000001ms",
        "-1s",
        "1 s",
        "1S",
        "1sec",
        "1e3s",
        "999999999999d",
        "1.s"
      })
  void anything_else_is_refused_with_its_text(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "': expected a time");
  }

  @Test
  void durations_are_shown_in_the_unit_that_reads_best() {
    assertThat(Durations.show(1_230_000)).isEqualTo("1.2 ms");
    assertThat(Durations.show(840_400_000)).isEqualTo("840 ms");
    assertThat(Durations.show(3_210_000_000L)).isEqualTo("3.2 s");
    assertThat(Durations.show(150_000_000_000L)).isEqualTo("2 min 30 s");
  }
}
