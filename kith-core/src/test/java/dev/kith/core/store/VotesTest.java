package dev.kith.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotesTest {
  private final Votes<Integer, String> votes = new Votes<>();

  @Test
  void nothing_is_believed_before_there_are_enough() {
    cast(0, 19, "here");
    assertThat(votes.majority()).isEmpty();

    votes.cast(19, "here");
    assertThat(votes.majority()).contains("here");
  }

  @Test
  void half_is_not_a_majority() {
    cast(0, 15, "here");
    cast(15, 30, "there");
    assertThat(votes.majority()).isEmpty();

    votes.cast(30, "there");
    assertThat(votes.majority()).contains("there");
  }

  @Test
  void of_each_source_the_latest_claim_counts() {
    cast(0, 30, "here");
    for (int i = 0; i < 1_000; i++) {
      votes.cast(30, "liar's");
    }
    assertThat(votes.majority()).contains("here");

    cast(0, 30, "there");
    assertThat(votes.majority()).contains("there");
  }

  @Test
  void a_real_change_is_believed_when_most_of_the_latest_sources_say_so() {
    cast(0, 64, "old");
    cast(64, 96, "new");
    assertThat(votes.majority()).isEmpty();

    votes.cast(96, "new");
    assertThat(votes.majority()).contains("new");
  }

  @Test
  void whoever_has_just_spoken_again_is_not_the_first_to_be_forgotten() {
    Votes<Integer, String> three = new Votes<>(3, 3);
    three.cast(1, "here");
    three.cast(2, "there");
    three.cast(3, "there");
    three.cast(1, "here");

    three.cast(4, "here"); // in place of what 2 said

    assertThat(three.majority()).contains("here");
  }

  @Test
  void forgotten_claims_do_not_count() {
    cast(0, 30, "here");

    votes.clear();

    assertThat(votes.majority()).isEmpty();
  }

  @Test
  void it_agrees_with_counting() {
    Property.forAll(Gen.lists(Gen.ints(0, 3), 40))
        .check(
            claims -> {
              Votes<Integer, Integer> counted = new Votes<>(10, 1);
              for (int i = 0; i < claims.size(); i++) {
                counted.cast(i, claims.get(i));
              }
              List<Integer> latest = claims.subList(Math.max(0, claims.size() - 10), claims.size());
              assertThat(counted.majority())
                  .isEqualTo(
                      latest.stream()
                          .filter(
                              claim ->
                                  2 * latest.stream().filter(claim::equals).count() > latest.size())
                          .findFirst());
            });
  }

  @Test
  void however_often_sources_speak_the_latest_of_each_counts() {
    Property.forAll(Gen.lists(Gen.ints(0, 60), 60))
        .check(
            casts -> {
              Votes<Integer, Integer> counted = new Votes<>(10, 1);
              LinkedHashMap<Integer, Integer> latest = new LinkedHashMap<>();
              for (int each : casts) {
                int source = each % 15;
                int claim = each / 15;
                counted.cast(source, claim);
                latest.putLast(source, claim);
                if (latest.size() > 10) {
                  latest.pollFirstEntry();
                }
              }

              assertThat(counted.majority())
                  .isEqualTo(
                      latest.values().stream()
                          .filter(
                              claim ->
                                  2 * Collections.frequency(latest.values(), claim) > latest.size())
                          .findFirst());
            });
  }

  private void cast(int from, int to, String claim) {
    for (int source = from; source < to; source++) {
      votes.cast(source, claim);
    }
  }
}
