package dev.kith.core.limit;

import static dev.kith.core.limit.HeldReplies.Holding.NO_ROOM;
import static dev.kith.core.limit.HeldReplies.Holding.PING;
import static dev.kith.core.limit.HeldReplies.Holding.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.limit.HeldReplies.Held;
import dev.kith.core.net.Endpoint;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldRepliesTest {
  private static final long SECOND = 1_000_000_000;
  private static final Endpoint ALICE = Endpoint.parse("192.0.2.1:1000");
  private static final Endpoint ALICE_ELSEWHERE = Endpoint.parse("192.0.2.1:2000");
  private static final Endpoint BOB = Endpoint.parse("192.0.2.2:1000");

  private final HeldReplies<String> held = new HeldReplies<>(4, 2, 2 * SECOND);

  @Test
  void an_address_is_pinged_once_for_all_its_replies() {
    assertThat(held.hold(0, ALICE, "one")).isEqualTo(PING);
    assertThat(held.hold(1, ALICE_ELSEWHERE, "two")).isEqualTo(WAIT);
    assertThat(held.hold(1, BOB, "three")).isEqualTo(PING);
  }

  @Test
  void an_answered_ping_releases_the_replies_of_its_address_alone() {
    held.hold(0, ALICE, "one");
    held.hold(0, ALICE_ELSEWHERE, "two");
    held.hold(0, BOB, "three");

    assertThat(held.release(ALICE.address()))
        .containsExactly(new Held<>(ALICE, "one"), new Held<>(ALICE_ELSEWHERE, "two"));
    assertThat(held.release(ALICE.address())).isEmpty();
    assertThat(held.size()).isEqualTo(1);
  }

  @Test
  void replies_wait_one_time_out_from_the_first_of_their_address() {
    held.hold(0, ALICE, "one");
    held.hold(SECOND, ALICE, "two");
    held.hold(SECOND, BOB, "three");

    assertThat(held.expire(2 * SECOND - 1)).isEmpty();
    assertThat(held.nextDeadline()).isEqualTo(2 * SECOND);
    assertThat(held.expire(2 * SECOND))
        .containsExactly(new Held<>(ALICE, "one"), new Held<>(ALICE, "two"));
    assertThat(held.nextDeadline()).isEqualTo(3 * SECOND);
    assertThat(held.expire(9 * SECOND)).containsExactly(new Held<>(BOB, "three"));
    assertThat(held.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(held.size()).isZero();
  }

  @Test
  void after_its_replies_have_gone_an_address_is_pinged_anew() {
    held.hold(0, ALICE, "one");
    held.expire(2 * SECOND);

    assertThat(held.hold(3 * SECOND, ALICE, "two")).isEqualTo(PING);
  }

  @Test
  void there_is_room_for_so_many_an_address_and_so_many_in_all() {
    held.hold(0, ALICE, "one");
    held.hold(0, ALICE, "two");

    assertThat(held.hold(0, ALICE, "three")).isEqualTo(NO_ROOM);
    assertThat(held.hold(0, BOB, "four")).isEqualTo(PING);
    assertThat(held.hold(0, Endpoint.parse("192.0.2.3:1"), "five")).isEqualTo(PING);
    assertThat(held.hold(0, Endpoint.parse("192.0.2.4:1"), "six")).isEqualTo(NO_ROOM);
    assertThat(held.size()).isEqualTo(4);
  }

  @Test
  void the_work_of_one_call_is_bounded() {
    HeldReplies<Integer> many = new HeldReplies<>(10_000, 1, SECOND);
    for (int i = 0; i < 1_000; i++) {
      many.hold(0, Endpoint.parse("192.0." + i / 250 + "." + i % 250 + ":1"), i);
    }

    assertThat(many.expire(SECOND)).hasSize(256);
    assertThat(many.nextDeadline()).isEqualTo(SECOND);
    assertThat(many.size()).isEqualTo(1_000 - 256);
  }

  /// One thing that happens, some time after the last one, concerning one of few addresses.
  private record Step(Kind kind, int host, int gap) {}

  private enum Kind {
    HOLD,
    RELEASE,
    EXPIRE
  }

  @Test
  void every_reply_that_is_held_leaves_once_and_after_one_time_out_at_most() {
    Gen<Step> steps =
        random ->
            new Step(
                Kind.values()[random.nextInt(3)], 1 + random.nextInt(5), random.nextInt(1_000));

    Property.forAll(Gen.lists(steps, 100)).check(HeldRepliesTest::leavesOnce);
  }

  private static void leavesOnce(List<Step> steps) {
    HeldReplies<Long> tested = new HeldReplies<>(8, 3, 2_000);
    List<Long> held = new ArrayList<>(); // a reply is the moment it was held at, so all differ
    long now = 0;
    for (Step step : steps) {
      now += 1 + step.gap;
      Endpoint host = Endpoint.parse("192.0.2." + step.host + ":1000");
      switch (step.kind) {
        case HOLD -> {
          if (tested.hold(now, host, now) != NO_ROOM) {
            held.add(now);
          }
        }
        case RELEASE -> leave(tested.release(host.address()), held);
        case EXPIRE -> {
          leave(tested.expire(now), held);
          long oldest = now - 2_000;
          assertThat(held).allMatch(since -> since > oldest);
        }
      }
      assertThat(tested.size()).isEqualTo(held.size()).isLessThanOrEqualTo(8);
    }
    leave(tested.expire(now + 2_000), held);
    assertThat(held).isEmpty();
  }

  private static void leave(List<Held<Long>> replies, List<Long> held) {
    for (Held<Long> each : replies) {
      assertThat(held.remove(each.reply())).isTrue();
    }
  }
}
