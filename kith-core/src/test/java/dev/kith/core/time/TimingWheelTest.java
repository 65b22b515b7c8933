package dev.kith.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingWheelTest {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;
  private static final long DAY = 86_400_000_000_000L;

  @Test
  void an_event_is_polled_at_its_time_and_not_before() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 0);
    wheel.schedule(5 * MILLISECOND, "five");

    assertThat(wheel.poll(5 * MILLISECOND - 1)).isNull();
    assertThat(wheel.poll(5 * MILLISECOND)).isEqualTo("five");
    assertThat(wheel.polledAt()).isEqualTo(5 * MILLISECOND);
    assertThat(wheel.size()).isZero();
  }

  @Test
  void an_event_between_two_ticks_belongs_to_the_later_one() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 0);
    wheel.schedule(MILLISECOND + 1, "late");

    assertThat(wheel.poll(2 * MILLISECOND - 1)).isNull();
    assertThat(wheel.poll(2 * MILLISECOND)).isEqualTo("late");
  }

  @Test
  void events_of_one_tick_come_in_the_order_in_which_they_were_scheduled() {
    TimingWheel<String> wheel = new TimingWheel<>(MICROSECOND, 0);
    long due = 700 * MILLISECOND;
    wheel.schedule(due, "from afar");
    wheel.schedule(due - MILLISECOND, "clockwork");
    assertThat(wheel.poll(due - MILLISECOND)).isEqualTo("clockwork");

    wheel.schedule(due, "from near");
    assertThat(wheel.poll(due - 1)).isNull();
    wheel.schedule(due, "at once");

    assertThat(drain(wheel, due)).containsExactly("from afar", "from near", "at once");
  }

  @Test
  void a_moment_already_past_means_now_and_after_what_waits() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 10 * MILLISECOND);
    wheel.schedule(10 * MILLISECOND, "present");
    wheel.schedule(3 * MILLISECOND, "past");

    assertThat(drain(wheel, 10 * MILLISECOND)).containsExactly("present", "past");
    assertThat(wheel.polledAt()).isEqualTo(10 * MILLISECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 512, 100_000, 1 << 18, Long.MAX_VALUE})
  void the_last_moment_there_is_comes_at_last(long tickNanos) {
    TimingWheel<String> wheel = new TimingWheel<>(tickNanos, 0);
    long tooEarly = Long.MAX_VALUE - Math.min(tickNanos, Long.MAX_VALUE - 1);

    wheel.schedule(Long.MAX_VALUE, "last");

    assertThat(wheel.nextWake()).isPositive();
    assertThat(wheel.poll(tooEarly)).isNull();
    assertThat(wheel.poll(Long.MAX_VALUE)).isEqualTo("last");
    assertThat(wheel.polledAt()).isPositive();
  }

  @Test
  void a_cancelled_event_is_never_polled_and_its_handle_touches_no_later_event() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 0);
    long handle = wheel.schedule(DAY, "cancelled");

    assertThat(wheel.cancel(handle)).isTrue();
    long reused = wheel.schedule(DAY, "kept");

    assertThat((int) reused).as("the same place in the pool").isEqualTo((int) handle);
    assertThat(wheel.cancel(handle)).isFalse();
    assertThat(wheel.cancel(TimingWheel.NONE)).isFalse();
    assertThat(drain(wheel, DAY)).containsExactly("kept");
    assertThat(wheel.cancel(reused)).isFalse();
  }

  @Test
  void the_number_given_with_an_event_comes_back() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 0);
    wheel.schedule(1, "a", -7);

    assertThat(wheel.poll(MILLISECOND)).isEqualTo("a");
    assertThat(wheel.polledData()).isEqualTo(-7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 1_000_000, 1_048_576})
  void the_horizon_is_all_of_time(long tick) {
    TimingWheel<String> wheel = new TimingWheel<>(tick, 0);
    long end = Long.MAX_VALUE / tick * tick;
    wheel.schedule(end, "end of time");
    wheel.schedule(30 * DAY, "thirty days");

    assertThat(wheel.nextWake()).isBetween(0L, 30 * DAY);
    assertThat(wheel.poll(31 * DAY)).isEqualTo("thirty days");
    assertThat(wheel.poll(end - 1)).isNull();
    assertThat(wheel.poll(end)).isEqualTo("end of time");
    assertThat(wheel.polledAt()).isEqualTo(end);
  }

  @Test
  void the_next_wake_is_never_late_and_exact_for_the_near_future() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 0);
    assertThat(wheel.nextWake()).isEqualTo(Long.MAX_VALUE);

    wheel.schedule(DAY, "tomorrow");
    assertThat(wheel.nextWake()).isBetween(1L, DAY);

    wheel.schedule(40 * MILLISECOND, "soon");
    assertThat(wheel.nextWake()).isEqualTo(40 * MILLISECOND);
  }

  @Test
  void sleeping_until_each_next_wake_arrives_in_few_steps() {
    TimingWheel<String> wheel = new TimingWheel<>(MILLISECOND, 123 * MILLISECOND);
    wheel.schedule(30 * DAY, "far");

    int wakes = 0;
    while (wheel.poll(wheel.nextWake()) == null) {
      wakes++;
    }

    assertThat(wheel.polledAt()).isEqualTo(30 * DAY);
    assertThat(wakes).isLessThan(6);
  }

  @Test
  void it_refuses_a_tick_of_no_length_and_negative_time() {
    assertThatThrownBy(() -> new TimingWheel<String>(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimingWheel<String>(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000, 1_000_000})
  void it_agrees_with_a_sorted_queue(long tick) {
    for (long seed = 0; seed < 200; seed++) {
      agreesWithSortedQueue(tick, seed);
    }
  }

  /// Random schedules (from now to a month), cancellations and polls, against a priority queue.
  private static void agreesWithSortedQueue(long tick, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long now = random.nextLong(DAY);
    TimingWheel<Expected> wheel = new TimingWheel<>(tick, now);
    PriorityQueue<Expected> model =
        new PriorityQueue<>(
            Comparator.comparingLong(Expected::tick).thenComparingLong(Expected::sequence));
    List<Expected> scheduled = new ArrayList<>();
    long floor = now / tick; // the wheel's current tick
    for (int step = 0; step < 400; step++) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        long due = Math.max(0, now - 10) + (random.nextLong() >>> 1 >>> 12 + random.nextInt(50));
        Expected event = new Expected(Math.max(Math.ceilDiv(due, tick), floor), step);
        event.handle = wheel.schedule(due, event, step);
        scheduled.add(event);
        model.add(event);
      } else if (choice < 7 && !scheduled.isEmpty()) {
        Expected event = scheduled.get(random.nextInt(scheduled.size()));
        assertThat(wheel.cancel(event.handle)).as("seed %d", seed).isEqualTo(model.remove(event));
      } else {
        now += random.nextLong() >>> 1 >>> 14 + random.nextInt(48);
        for (int polls = random.nextInt(6); polls > 0; polls--) {
          Expected first = model.peek();
          boolean due = first != null && first.tick <= now / tick;
          Expected polled = wheel.poll(now);
          assertThat(polled).as("seed %d, step %d", seed, step).isSameAs(due ? first : null);
          if (polled == null) {
            floor = now / tick;
            break;
          }
          model.remove();
          floor = polled.tick;
          assertThat(wheel.polledAt()).isEqualTo(polled.tick * tick);
          assertThat(wheel.polledData()).isEqualTo(polled.sequence);
        }
      }
      assertThat(wheel.size()).as("seed %d", seed).isEqualTo(model.size());
      assertThat(model.isEmpty() || wheel.nextWake() / tick <= model.element().tick)
          .as("seed %d: no late wake", seed)
          .isTrue();
    }
    while (!model.isEmpty()) {
      assertThat(wheel.poll(Long.MAX_VALUE)).as("seed %d", seed).isSameAs(model.remove());
    }
  }

  private static final class Expected {
    final long tick;
    final long sequence;
    long handle;

    Expected(long tick, long sequence) {
      this.tick = tick;
      this.sequence = sequence;
    }

    long tick() {
      return tick;
    }

    long sequence() {
      return sequence;
    }
  }

  private static List<String> drain(TimingWheel<String> wheel, long now) {
    List<String> events = new ArrayList<>();
    for (String event = wheel.poll(now); event != null; event = wheel.poll(now)) {
      events.add(event);
    }
    return events;
  }
}
