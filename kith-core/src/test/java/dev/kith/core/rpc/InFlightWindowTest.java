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
  private final InFlightWindow<String> window = new InFlightWindow<>(2, 3);

  @Test
  void no_more_work_starts_than_there_are_slots() {
    window.queue(FOREGROUND, "a");
    window.queue(FOREGROUND, "b");
    window.queue(FOREGROUND, "c");

    assertThat(window.start()).isEqualTo("a");
    assertThat(window.start()).isEqualTo("b");
    assertThat(window.start()).isNull();
    assertThat(window.inFlight()).isEqualTo(2);

    window.ended();
    assertThat(window.start()).isEqualTo("c");
  }

  @Test
  void foreground_goes_first_and_background_gets_what_is_left() {
    window.queue(BACKGROUND, "upkeep");
    window.queue(FOREGROUND, "lookup");

    assertThat(window.start()).isEqualTo("lookup");
    assertThat(window.start()).isEqualTo("upkeep");
  }

  @Test
  void a_full_queue_refuses_and_the_other_class_is_not_touched_by_that() {
    for (String work : List.of("a", "b", "c")) {
      assertThat(window.queue(BACKGROUND, work)).isTrue();
    }

    assertThat(window.queue(BACKGROUND, "d")).isFalse();
    assertThat(window.queue(FOREGROUND, "e")).isTrue();
    assertThat(window.queued()).isEqualTo(4);
  }

  @Test
  void withdrawn_work_does_not_start() {
    window.queue(FOREGROUND, "a");
    window.queue(BACKGROUND, "b");

    assertThat(window.withdraw("b")).isTrue();
    assertThat(window.withdraw("never queued")).isFalse();
    assertThat(window.start()).isEqualTo("a");
    assertThat(window.start()).isNull();
  }

  @Test
  void an_end_without_a_start_is_a_mistake() {
    assertThatThrownBy(window::ended).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void work_of_a_class_starts_in_its_order_within_the_slots_and_none_is_lost() {
    Gen<Integer> operations = Gen.ints(0, 2);

    Property.forAll(Gen.lists(operations, 100))
        .check(
            list -> {
              InFlightWindow<Integer> slots = new InFlightWindow<>(3, 1_000);
              List<Integer> started = new ArrayList<>();
              int queued = 0;
              for (int operation : list) {
                switch (operation) {
                  case 0 -> slots.queue(FOREGROUND, 2 * queued++);
                  case 1 -> slots.queue(BACKGROUND, 2 * queued++ + 1);
                  default -> {
                    if (slots.inFlight() > 0) {
                      slots.ended();
                    }
                  }
                }
                startAll(slots, started);
                assertThat(slots.inFlight()).isLessThanOrEqualTo(3);
                assertThat(slots.queued() == 0 || slots.inFlight() == 3).isTrue();
              }
              while (slots.inFlight() > 0) {
                slots.ended();
                startAll(slots, started);
              }
              assertThat(started).hasSize(queued);
              assertThat(started.stream().filter(work -> work % 2 == 0)).isSorted();
              assertThat(started.stream().filter(work -> work % 2 == 1)).isSorted();
            });
  }

  private static void startAll(InFlightWindow<Integer> slots, List<Integer> started) {
    for (Integer work = slots.start(); work != null; work = slots.start()) {
      started.add(work);
    }
  }
}
