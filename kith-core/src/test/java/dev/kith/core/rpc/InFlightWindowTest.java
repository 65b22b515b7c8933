package dev.kith.core.rpc;

import static dev.kith.core.rpc.Priority.BACKGROUND;
import static dev.kith.core.rpc.Priority.FOREGROUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private final InFlightWindow<Work> window = new InFlightWindow<>(2, 3);
  private final Work a = new Work(FOREGROUND);
  private final Work b = new Work(FOREGROUND);
  private final Work c = new Work(FOREGROUND);
  private final Work upkeep = new Work(BACKGROUND);

  private static final class Work extends InFlightWindow.Entry {
    private final Priority priority;
    private int comparisons;

    Work(Priority priority) {
      this.priority = priority;
    }

    @Override
    public boolean equals(Object other) {
      comparisons++;
      return this == other;
    }

    @Override
    public int hashCode() {
      return priority.hashCode();
    }
  }

  private boolean queue(Work work) {
    return window.queue(work.priority, work);
  }

  @Test
  void no_more_work_starts_than_there_are_slots() {
    queue(a);
    queue(b);
    queue(c);

    assertThat(window.start()).isSameAs(a);
    assertThat(window.start()).isSameAs(b);
    assertThat(window.start()).isNull();
    assertThat(window.inFlight()).isEqualTo(2);

    window.ended();
    assertThat(window.start()).isSameAs(c);
  }

  @Test
  void foreground_goes_first_and_background_gets_what_is_left() {
    queue(upkeep);
    queue(a);

    assertThat(window.start()).isSameAs(a);
    assertThat(window.start()).isSameAs(upkeep);
  }

  @Test
  void a_full_queue_refuses_and_the_other_class_is_not_touched_by_that() {
    for (int i = 0; i < 3; i++) {
      assertThat(queue(new Work(BACKGROUND))).isTrue();
    }

    assertThat(queue(upkeep)).isFalse();
    assertThat(queue(a)).isTrue();
    assertThat(window.queued()).isEqualTo(4);
  }

  @Test
  void withdrawn_work_does_not_start_and_leaves_its_place_to_other_work() {
    queue(a);
    queue(b);
    queue(c);
    queue(upkeep);

    assertThat(window.withdraw(upkeep)).isTrue();
    assertThat(window.withdraw(b)).isTrue();
    assertThat(window.withdraw(b)).isFalse();
    assertThat(window.withdraw(new Work(FOREGROUND))).isFalse();
    assertThat(window.queued()).isEqualTo(2);
    assertThat(queue(b)).isTrue();
    assertThat(window.start()).isSameAs(a);
    assertThat(window.start()).isSameAs(c);
    window.ended();
    assertThat(window.start()).isSameAs(b);
    window.ended();
    assertThat(window.start()).isNull();
  }

  @Test
  void withdrawn_work_is_compared_with_none_of_what_waits() {
    InFlightWindow<Work> crowded = new InFlightWindow<>(1, 1_000);
    List<Work> waiting = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      waiting.add(new Work(FOREGROUND));
      crowded.queue(FOREGROUND, waiting.getLast());
    }

    for (Work work : waiting.reversed()) {
      assertThat(crowded.withdraw(work)).isTrue();
    }

    assertThat(waiting).allMatch(work -> work.comparisons == 0);
  }

  @Test
  void work_that_has_started_cannot_be_withdrawn() {
    queue(a);
    window.start();

    assertThat(window.withdraw(a)).isFalse();
    assertThat(window.inFlight()).isEqualTo(1);
  }

  @Test
  void an_end_without_a_start_is_a_mistake() {
    assertThatThrownBy(window::ended).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void work_of_a_class_starts_in_its_order_within_the_slots_and_none_is_lost() {
    Gen<Integer> operations = Gen.ints(0, 3);

    Property.forAll(Gen.lists(operations, 100))
        .check(
            list -> {
              InFlightWindow<Work> slots = new InFlightWindow<>(3, 1_000);
              List<Work> waiting = new ArrayList<>();
              for (int operation : list) {
                switch (operation) {
                  case 0, 1 -> {
                    Work work = new Work(operation == 0 ? FOREGROUND : BACKGROUND);
                    slots.queue(work.priority, work);
                    waiting.add(work);
                  }
                  case 2 -> {
                    if (!waiting.isEmpty()) {
                      Work work = waiting.remove(waiting.size() / 2);
                      assertThat(slots.withdraw(work)).isTrue();
                    }
                  }
                  default -> {
                    if (slots.inFlight() > 0) {
                      slots.ended();
                    }
                  }
                }
                startAll(slots, waiting);
                assertThat(slots.inFlight()).isLessThanOrEqualTo(3);
                assertThat(slots.queued()).isEqualTo(waiting.size());
                assertThat(waiting.isEmpty() || slots.inFlight() == 3).isTrue();
              }
              while (slots.inFlight() > 0) {
                slots.ended();
                startAll(slots, waiting);
              }
              assertThat(waiting).isEmpty();
            });
  }

  /// Starts what may start, each time the first of the foreground or else of all that wait.
  private static void startAll(InFlightWindow<Work> slots, List<Work> waiting) {
    for (Work work = slots.start(); work != null; work = slots.start()) {
      Work expected =
          waiting.stream()
              .filter(each -> each.priority == FOREGROUND)
              .findFirst()
              .orElseGet(waiting::getFirst);
      assertThat(work).isSameAs(expected);
      waiting.remove(work);
    }
  }
}
