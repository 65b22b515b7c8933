package dev.kith.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTrackerTest {
  private static final long SECOND = 1_000_000_000;
  private static final Terms TWO_SECONDS = Terms.once(Duration.ofSeconds(2));
  private static final Endpoint ALICE = Endpoint.parse("192.0.2.1:1000");
  private static final Endpoint ALICE_ELSEWHERE = Endpoint.parse("192.0.2.1:1001");
  private static final Endpoint MALLORY = Endpoint.parse("198.51.100.66:1000");

  private final RequestTracker<Integer, String> tracker =
      new RequestTracker<>(TrackerOptions.DEFAULT);

  @Test
  void a_reply_with_the_right_id_from_the_endpoint_asked_ends_the_request() {
    tracker.begin(5, 1, ALICE, "ping", TWO_SECONDS);

    Match<String> match = tracker.match(305, 1, ALICE);

    assertThat(match).isEqualTo(new Match.Answered<>("ping", ALICE, 300, 1));
    assertThat(tracker.outstanding()).isZero();
    assertThat(tracker.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_request_waited_for_as_long_as_can_be_said_does_not_time_out() {
    Terms forEver = Terms.once(Duration.ofNanos(Long.MAX_VALUE));
    tracker.begin(1, 1, ALICE, "once", forEver);
    tracker.begin(1, 2, ALICE, "twice", forEver.resending(2, Duration.ofNanos(Long.MAX_VALUE - 1)));

    assertThat(tracker.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(tracker.expire(SECOND)).isEmpty();
    assertThat(tracker.outstanding()).isEqualTo(2);
  }

  @Test
  void an_id_kept_as_long_as_can_be_said_is_not_free() {
    TrackerOptions options = new TrackerOptions(1, 1, Long.MAX_VALUE);
    RequestTracker<Integer, String> keeper = new RequestTracker<>(options);
    keeper.begin(1, 1, ALICE, "ping", TWO_SECONDS);

    keeper.cancel(2, 1);

    assertThat(keeper.isFree(3, 1)).isFalse();
  }

  @Test
  void the_same_reply_again_is_unknown() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS);
    tracker.match(1, 1, ALICE);

    assertThat(tracker.match(2, 1, ALICE)).isEqualTo(new Match.Unknown<>());
  }

  @Test
  void a_reply_from_another_address_or_port_changes_nothing() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS);

    assertThat(tracker.match(1, 1, MALLORY)).isEqualTo(new Match.WrongSource<>());
    assertThat(tracker.match(1, 1, ALICE_ELSEWHERE)).isEqualTo(new Match.WrongSource<>());
    assertThat(tracker.match(1, 2, ALICE)).isEqualTo(new Match.Unknown<>());
    assertThat(tracker.match(1, 1, ALICE)).isInstanceOf(Match.Answered.class);
  }

  @Test
  void who_was_asked_is_awaited_until_the_request_has_ended() {
    assertThat(tracker.awaits(ALICE)).isFalse();
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS);

    assertThat(tracker.awaits(ALICE)).isTrue();
    assertThat(tracker.awaits(ALICE_ELSEWHERE)).isFalse();
    assertThat(tracker.awaits(MALLORY)).isFalse();

    tracker.match(1, 1, ALICE);
    assertThat(tracker.awaits(ALICE)).isFalse();
  }

  @Test
  void a_request_may_take_its_answer_from_any_port_or_from_anyone() {
    Terms anyPort = TWO_SECONDS.answeredBy(SourceRule.ANY_PORT);
    tracker.begin(0, 1, ALICE, "one", anyPort);
    tracker.begin(0, 2, ALICE, "two", anyPort);
    tracker.begin(0, 3, ALICE, "three", TWO_SECONDS.answeredBy(SourceRule.ANYONE));

    assertThat(tracker.match(1, 1, ALICE_ELSEWHERE)).isInstanceOf(Match.Answered.class);
    assertThat(tracker.match(1, 2, MALLORY)).isEqualTo(new Match.WrongSource<>());
    assertThat(tracker.match(1, 3, MALLORY)).isInstanceOf(Match.Answered.class);
  }

  @Test
  void a_request_times_out_at_its_deadline_and_not_before() {
    tracker.begin(SECOND, 1, ALICE, "ping", TWO_SECONDS);

    assertThat(tracker.nextDeadline()).isEqualTo(3 * SECOND);
    assertThat(tracker.expire(3 * SECOND - 1)).isEmpty();
    assertThat(tracker.expire(3 * SECOND))
        .containsExactly(new Overdue.TimedOut<>(1, ALICE, "ping"));
    assertThat(tracker.expire(9 * SECOND)).isEmpty();
    assertThat(tracker.outstanding()).isZero();
  }

  @Test
  void deadlines_differ_by_request_and_come_in_their_order() {
    tracker.begin(0, 1, ALICE, "slow", Terms.once(Duration.ofSeconds(5)));
    tracker.begin(0, 2, ALICE, "quick", Terms.once(Duration.ofSeconds(1)));

    assertThat(tracker.nextDeadline()).isEqualTo(SECOND);
    assertThat(tracker.expire(9 * SECOND))
        .containsExactly(
            new Overdue.TimedOut<>(2, ALICE, "quick"), new Overdue.TimedOut<>(1, ALICE, "slow"));
  }

  @Test
  void an_unanswered_request_is_sent_again_as_often_as_its_terms_say() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS.resending(3, Duration.ofMillis(500)));

    assertThat(tracker.expire(SECOND / 2))
        .containsExactly(new Overdue.Resend<>(1, ALICE, "ping", 2));
    assertThat(tracker.expire(SECOND)).containsExactly(new Overdue.Resend<>(1, ALICE, "ping", 3));
    assertThat(tracker.nextDeadline()).isEqualTo(2 * SECOND);
    assertThat(tracker.expire(2 * SECOND))
        .containsExactly(new Overdue.TimedOut<>(1, ALICE, "ping"));
  }

  @Test
  void an_answer_to_a_request_sent_twice_says_so() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS.resending(2, Duration.ofSeconds(1)));
    tracker.expire(SECOND);

    assertThat(tracker.match(SECOND + 5, 1, ALICE))
        .isEqualTo(new Match.Answered<>("ping", ALICE, SECOND + 5, 2));
    assertThat(tracker.expire(9 * SECOND)).isEmpty();
  }

  @Test
  void a_loop_that_was_held_up_sends_a_request_again_at_most_once_a_call() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS.resending(4, Duration.ofMillis(100)));

    assertThat(tracker.expire(SECOND)).hasSize(1);
    assertThat(tracker.nextDeadline()).isEqualTo(SECOND + SECOND / 10);
  }

  @Test
  void an_answer_after_the_time_out_is_late_and_its_id_not_free_for_a_while() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS);
    tracker.expire(2 * SECOND);

    assertThat(tracker.match(3 * SECOND, 1, ALICE)).isEqualTo(new Match.Late<>());
    assertThat(tracker.match(3 * SECOND, 1, MALLORY)).isEqualTo(new Match.WrongSource<>());
    assertThat(tracker.isFree(32 * SECOND - 1, 1)).isFalse();
    assertThat(tracker.isFree(32 * SECOND, 1)).isTrue();
    assertThat(tracker.match(32 * SECOND, 1, ALICE)).isEqualTo(new Match.Unknown<>());
  }

  @Test
  void a_cancelled_request_ends_at_once_and_its_answer_is_late() {
    tracker.begin(0, 1, ALICE, "ping", TWO_SECONDS);

    assertThat(tracker.cancel(1, 1)).isEqualTo("ping");
    assertThat(tracker.cancel(1, 1)).isNull();
    assertThat(tracker.match(2, 1, ALICE)).isEqualTo(new Match.Late<>());
    assertThat(tracker.expire(9 * SECOND)).isEmpty();
  }

  @Test
  void all_requests_can_be_cancelled_in_the_order_of_their_deadlines() {
    tracker.begin(0, 1, ALICE, "slow", Terms.once(Duration.ofSeconds(5)));
    tracker.begin(0, 2, ALICE, "quick", Terms.once(Duration.ofSeconds(1)));

    assertThat(tracker.cancelAll()).containsExactly("quick", "slow");
    assertThat(tracker.outstanding()).isZero();
    assertThat(tracker.isFree(0, 1)).isTrue();
  }

  @Test
  void a_taken_id_and_one_request_too_many_are_refused() {
    RequestTracker<Integer, String> small =
        new RequestTracker<>(TrackerOptions.DEFAULT.withMostOutstanding(2));
    small.begin(0, 1, ALICE, "one", TWO_SECONDS);

    assertThat(small.isFree(0, 1)).isFalse();
    assertThatThrownBy(() -> small.begin(0, 1, ALICE, "again", TWO_SECONDS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("request 1");

    small.begin(0, 2, ALICE, "two", TWO_SECONDS);
    assertThat(small.hasRoom()).isFalse();
    assertThatThrownBy(() -> small.begin(0, 3, ALICE, "three", TWO_SECONDS))
        .isInstanceOf(IllegalStateException.class);
    assertThat(small.outstanding()).isEqualTo(2);
  }

  @Test
  void no_more_ids_are_kept_than_allowed_and_the_oldest_is_forgotten_first() {
    RequestTracker<Integer, String> small = new RequestTracker<>(new TrackerOptions(10, 2, SECOND));
    for (int id = 1; id <= 3; id++) {
      small.begin(0, id, ALICE, "ping", TWO_SECONDS);
      small.cancel(0, id);
    }

    assertThat(small.isFree(0, 1)).isTrue();
    assertThat(small.isFree(0, 2)).isFalse();
    assertThat(small.isFree(0, 3)).isFalse();
  }

  @Test
  void the_work_of_one_call_is_bounded_and_the_rest_is_due_at_once() {
    for (int id = 0; id < 1_000; id++) {
      tracker.begin(0, id, ALICE, "ping", TWO_SECONDS);
    }

    List<Overdue<Integer, String>> first = tracker.expire(2 * SECOND);

    assertThat(first).hasSize(256);
    assertThat(tracker.nextDeadline()).isEqualTo(2 * SECOND);
    assertThat(tracker.outstanding()).isEqualTo(1_000 - 256);
  }

  @Test
  void resending_that_would_come_after_the_end_is_refused() {
    assertThatThrownBy(() -> TWO_SECONDS.resending(3, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 sends");
  }
}
