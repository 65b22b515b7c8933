package dev.kith.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets system properties")
class PropertyTest {
  private String seed;

  // How far shrinking comes depends on where it starts: these tests keep to the fixed seed.
  @BeforeEach
  void forget_the_seed_of_this_run() {
    seed = System.clearProperty("kith.seed");
  }

  @AfterEach
  void recall_the_seed_of_this_run() {
    if (seed != null) {
      System.setProperty("kith.seed", seed);
    }
  }

  @Test
  void a_property_that_holds_is_tried_as_often_as_asked() {
    List<Integer> seen = new ArrayList<>();

    Property.forAll(Gen.ints(0, 1000)).tries(300).check(seen::add);

    assertThat(seen).hasSize(300);
    assertThat(new HashSet<>(seen)).hasSizeGreaterThan(100);
  }

  @Test
  void the_same_seed_draws_the_same_cases() {
    assertThat(drawn("7")).isEqualTo(drawn("0x7")).isNotEqualTo(drawn("8"));
  }

  @Test
  void a_failure_tells_seed_case_and_how_to_replay_it() {
    AssertionError failure = failureOf(Gen.ints(0, 1000), number -> assertThat(number).isNull());

    assertThat(failure)
        .hasMessageContaining("case 0 of seed " + Seed.current() + " fails")
        .hasMessageContaining("input:   0")
        .hasMessageContaining(
            "-Dtest='PropertyTest#a_failure_tells_seed_case_and_how_to_replay_it' -Dkith.seed="
                + Seed.current())
        .hasMessageContaining("-Dkith.case=0")
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void the_case_that_failed_can_be_run_alone() {
    List<Integer> inputs = new ArrayList<>();
    Property.forAll(Gen.ints(0, 1000)).tries(10).check(inputs::add);
    List<Integer> replayed = new ArrayList<>();

    with("kith.case", "6", () -> Property.forAll(Gen.ints(0, 1000)).tries(10).check(replayed::add));

    assertThat(replayed).containsExactly(inputs.get(6));
  }

  @Test
  void a_number_shrinks_to_the_least_one_that_fails() {
    AssertionError failure =
        failureOf(Gen.ints(0, 1_000_000), number -> assertThat(number).isLessThan(4321));

    assertThat(failure).hasMessageContaining("input:   4321 ");
  }

  @Test
  void a_list_shrinks_to_the_elements_that_matter() {
    Gen<List<Integer>> lists = Gen.lists(Gen.ints(0, 99), 200);

    AssertionError failure =
        failureOf(
            lists,
            list -> {
              int after7 = list.indexOf(7);
              assertThat(after7 >= 0 && list.subList(after7, list.size()).contains(3)).isFalse();
            });

    assertThat(failure).hasMessageContaining("input:   [7, 3] ");
  }

  @Test
  void bytes_shrink_and_are_shown_as_digits() {
    AssertionError failure =
        failureOf(
            Gen.bytes(0, 100),
            bytes -> {
              for (byte each : bytes) {
                assertThat(each).isNotEqualTo((byte) 0x64);
              }
            });

    assertThat(failure).hasMessageContaining("bytes ").hasMessageContaining("64 ");
  }

  @Test
  void mapped_and_chained_generators_shrink_too() {
    Gen<String> texts =
        Gen.ints(1, 50).then(length -> Gen.of("a", "b").map(letter -> letter.repeat(length)));

    AssertionError failure =
        failureOf(texts, text -> assertThat(text.startsWith("b") && text.length() > 4).isFalse());

    assertThat(failure).hasMessageContaining("input:   bbbbb ");
  }

  @Test
  void a_claim_may_draw_on_the_way() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () -> Property.check(100, random -> assertThat(random.nextInt(1000)).isLessThan(500)));

    assertThat(failure).hasMessageContaining("input:   choices [500]");
  }

  @Test
  void shrinking_keeps_to_the_kind_of_the_first_failure() {
    AssertionError failure =
        failureOf(
            Gen.ints(0, 1000),
            number -> {
              if (number > 500) {
                throw new IllegalStateException("large");
              }
              if (number > 10) {
                throw new IllegalArgumentException("middling");
              }
            });

    String least = failure.getCause() instanceof IllegalStateException ? "501 " : "11 ";
    assertThat(failure).hasMessageContaining("input:   " + least);
  }

  @Test
  void a_claim_that_waits_for_a_certain_draw_does_not_hang_the_shrinking() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                Property.check(
                    10,
                    random -> {
                      int drawn;
                      do {
                        drawn = random.nextInt(10);
                      } while (drawn != 9);
                      throw new IllegalStateException("found");
                    }));

    assertThat(failure).hasMessageContaining("choices [9]");
  }

  @Test
  void an_empty_range_has_one_number_and_a_reversed_one_is_refused() {
    Set<Long> seen = new HashSet<>();

    Property.forAll(Gen.longs(5, 5)).tries(20).check(seen::add);

    assertThat(seen).containsExactly(5L);
    assertThatCode(() -> Gen.ints(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbers_stay_in_their_range_whatever_it_is() {
    Gen<long[]> ranges =
        random -> {
          long a = random.nextLong();
          long b = random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong();
          return new long[] {Math.min(a, b), Math.max(a, b)};
        };

    Property.forAll(ranges.then(range -> Gen.longs(range[0], range[1]).map(in -> of(range, in))))
        .tries(5_000)
        .check(three -> assertThat(three[2]).isBetween(three[0], three[1]));
  }

  private static long[] of(long[] range, long number) {
    return new long[] {range[0], range[1], number};
  }

  private static <T> AssertionError failureOf(Gen<T> gen, Property.Claim<T> claim) {
    return catchThrowableOfType(
        AssertionError.class, () -> Property.forAll(gen).tries(20_000).check(claim));
  }

  private static List<Integer> drawn(String seed) {
    List<Integer> inputs = new ArrayList<>();
    with(
        "kith.seed",
        seed,
        () -> Property.forAll(Gen.ints(0, Integer.MAX_VALUE)).tries(20).check(inputs::add));
    return inputs;
  }

  private static void with(String property, String value, Runnable action) {
    String before = System.getProperty(property);
    System.setProperty(property, value);
    try {
      action.run();
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }
}
