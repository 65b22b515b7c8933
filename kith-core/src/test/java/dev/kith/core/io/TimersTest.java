package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Loop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
  private static final long MILLI = 1_000_000;

  private final Timers timers = new Timers();
  private final List<String> ran = new ArrayList<>();

  @Test
  void tasks_run_when_due_in_the_order_of_their_deadlines() {
    timers.set(0, 3 * MILLI, () -> ran.add("three"));
    timers.set(0, MILLI, () -> ran.add("one"));
    timers.set(0, 2 * MILLI, () -> ran.add("two"));

    run(2 * MILLI);

    assertThat(ran).containsExactly("one", "two");
    assertThat(timers.untilNext(2 * MILLI)).isEqualTo(MILLI);
  }

  @Test
  void a_task_without_delay_runs_next_and_one_that_it_sets_runs_after_that() {
    timers.set(0, 0, () -> timers.set(0, -1, () -> ran.add("second")));
    assertThat(timers.untilNext(0)).isZero();

    run(0);
    assertThat(ran).isEmpty();
    run(0);

    assertThat(ran).containsExactly("second");
    assertThat(timers.untilNext(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void a_task_that_sets_itself_with_the_least_delay_does_not_hold_the_loop() {
    Runnable again =
        new Runnable() {
          @Override
          public void run() {
            ran.add("again");
            timers.set(5 * MILLI, 1, this);
          }
        };
    timers.set(0, 1, again);

    run(5 * MILLI);

    assertThat(ran).hasSize(1);
  }

  @Test
  void cancelled_tasks_do_not_run_and_cancelling_late_is_harmless() {
    Loop.Timer soon = timers.set(0, 0, () -> ran.add("soon"));
    Loop.Timer later = timers.set(0, MILLI, () -> ran.add("later"));
    Loop.Timer kept = timers.set(0, MILLI, () -> ran.add("kept"));
    soon.cancel();
    later.cancel();
    later.cancel();

    run(MILLI);
    timers.set(MILLI, MILLI, () -> ran.add("in its place"));
    kept.cancel();
    later.cancel();
    run(2 * MILLI);

    assertThat(ran).containsExactly("kept", "in its place");
  }

  @Test
  void the_work_of_a_turn_is_bounded_and_the_rest_is_due_at_once() {
    for (int i = 0; i < 10; i++) {
      timers.set(0, i % 2 == 0 ? 0 : MILLI, () -> ran.add("x"));
    }

    timers.run(MILLI, 4, Runnable::run);
    assertThat(ran).hasSize(4);
    assertThat(timers.untilNext(MILLI)).isZero();
    timers.run(MILLI, 4, Runnable::run);
    assertThat(timers.untilNext(MILLI)).isZero();
    timers.run(MILLI, 4, Runnable::run);

    assertThat(ran).hasSize(10);
  }

  @Test
  void a_delay_without_end_is_just_never() {
    timers.set(MILLI, Long.MAX_VALUE, () -> ran.add("never"));

    run(Long.MAX_VALUE / 2);

    assertThat(ran).isEmpty();
  }

  private void run(long now) {
    timers.run(now, 1_000, Runnable::run);
  }
}
