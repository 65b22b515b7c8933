package dev.kith.kv.signed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kv.signed.Ballot.Result;
import dev.kith.kv.signed.Holding.Controlled;
import dev.kith.kv.signed.Holding.Secured;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BallotTest {
  private static final Holding A1 = secured("1");
  private static final Holding A2 = secured("2");
  private static final Holding B1 = new Secured(People.secured(People.B, "k", "1"));
  private static final SignedValue CA1 = People.controlled(People.A, "k", "1");
  private static final SignedValue CA2 = People.controlled(People.A, "k", "2");
  private static final SignedValue CB1 = People.controlled(People.B, "k", "1");

  private final Ballot ballot = new Ballot();

  @Test
  void without_votes_nothing_wins() {
    assertThat(ballot.result()).isEmpty();
  }

  @Test
  void a_stale_copy_loses_against_the_majority() {
    cast(A1, A2, A2);

    assertThat(ballot.result()).contains(new Result(A2, 2, 3));
  }

  @Test
  void an_owner_wins_before_a_value_does() {
    cast(B1, B1, B1, A1, A1, A2, A2);

    assertThat(ballot.result()).contains(new Result(A1, 2, 7));
  }

  @Test
  void among_as_many_votes_the_later_time_of_the_key_wins_and_then_the_first() {
    Holding later = new Secured(People.secured(People.A, "k", "3", OptionalLong.of(2_000)));
    Holding sooner = new Secured(People.secured(People.A, "k", "4", OptionalLong.of(1_000)));
    cast(A2, A1);
    assertThat(ballot.result().orElseThrow().holding()).isEqualTo(A2);

    cast(sooner, later);

    assertThat(ballot.result().orElseThrow().holding()).isEqualTo(later);
  }

  @Test
  void the_mode_with_the_most_votes_wins_first_of_all() {
    cast(A1, A1, controlled(CA1), controlled(CB1), controlled(CA1, CB1));

    assertThat(ballot.result().orElseThrow().holding()).isInstanceOf(Controlled.class);
  }

  @Test
  void owners_of_all_holdings_come_together_each_with_the_most_frequent_value() {
    cast(controlled(CB1), controlled(CA2, CB1), controlled(CA2, CB1), controlled(CA1));

    assertThat(ballot.result()).contains(new Result(controlled(CA2, CB1), 2, 4));
  }

  @Test
  void a_union_that_nobody_holds_has_no_votes_of_its_own() {
    cast(controlled(CA1), controlled(CB1));

    assertThat(ballot.result()).contains(new Result(controlled(CA1, CB1), 0, 2));
  }

  private void cast(Holding... holdings) {
    List.of(holdings).forEach(ballot::cast);
  }

  private static Holding secured(String data) {
    return new Secured(People.secured(People.A, "k", data));
  }

  private static Holding controlled(SignedValue... values) {
    return new Controlled(List.of(values));
  }
}
