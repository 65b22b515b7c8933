package dev.kith.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final byte[] PING = ascii("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe");
  private static final byte[] SHORT = ascii("de");

  @Test
  void no_mutation_is_longer_than_the_limit() {
    Mutations mutations = Mutations.of(List.of(PING, SHORT, new byte[0], new byte[200]), 64);

    Property.forAll(mutations)
        .tries(100_000)
        .check(mutation -> assertThat(mutation.length).isLessThanOrEqualTo(64));
  }

  @Test
  void nearly_every_mutation_differs_from_its_sample_and_most_are_like_it() {
    Mutations mutations = Mutations.of(List.of(PING), 1_000);
    Set<String> texts = new HashSet<>();
    int[] alike = new int[1];

    Property.forAll(mutations)
        .tries(10_000)
        .check(
            mutation -> {
              texts.add(new String(mutation, StandardCharsets.ISO_8859_1));
              alike[0] += mutation.length > 8 && Arrays.mismatch(mutation, PING) > 4 ? 1 : 0;
            });

    assertThat(texts).hasSizeGreaterThan(7_000);
    assertThat(alike[0]).isGreaterThan(7_000);
  }

  @Test
  void samples_are_never_changed() {
    byte[] sample = PING.clone();
    Mutations mutations = Mutations.of(List.of(sample), 1_000);

    Property.forAll(mutations).tries(10_000).check(mutation -> Arrays.fill(mutation, (byte) 0));

    assertThat(sample).isEqualTo(PING);
  }

  @Test
  void nothing_to_mutate_is_refused() {
    assertThatThrownBy(() -> Mutations.of(List.of(), 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
