package dev.kith.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines<Named> deadlines = new Deadlines<>();

  @Test
  void entries_come_when_they_are_due_and_not_before() {
    Named late = add("late", 20);
    Named early = add("early", 10);

    assertThat(deadlines.next()).isEqualTo(10);
    assertThat(deadlines.poll(9)).isNull();
    assertThat(deadlines.poll(10)).isSameAs(early);
    assertThat(deadlines.poll(19)).isNull();
    assertThat(deadlines.poll(25)).isSameAs(late);
    assertThat(deadlines.next()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void entries_of_one_moment_come_in_the_order_they_were_added() {
    for (int i = 0; i < 100; i++) {
      add("entry " + i, 7);
    }

    List<String> names = drain(7);

    assertThat(names).hasSize(100).isSortedAccordingTo(Comparator.comparingInt(String::length));
    assertThat(names.subList(0, 3)).containsExactly("entry 0", "entry 1", "entry 2");
  }

  @Test
  void an_entry_added_again_moves() {
    Named moved = add("moved", 10);
    add("other", 15);

    deadlines.add(moved, 20);

    assertThat(deadlines.size()).isEqualTo(2);
    assertThat(drain(30)).containsExactly("other", "moved");
  }

  @Test
  void an_entry_taken_out_does_not_come_and_taking_it_out_again_is_harmless() {
    Named gone = add("gone", 10);
    add("other", 15);

    deadlines.remove(gone);
    deadlines.remove(gone);

    assertThat(gone.isQueued()).isFalse();
    assertThat(drain(30)).containsExactly("other");
  }

  @Test
  void it_agrees_with_a_sorted_list_whatever_is_done() {
    Gen<int[]> operation = random -> new int[] {random.nextInt(4), random.nextInt(20)};

    Property.forAll(Gen.lists(operation, 300))
        .check(
            operations -> {
              Deadlines<Named> queue = new Deadlines<>();
              List<Named> model = new ArrayList<>();
              List<Named> all = new ArrayList<>();
              for (int[] each : operations) {
                switch (each[0]) {
                  case 0 -> {
                    Named entry = new Named("entry " + all.size());
                    all.add(entry);
                    queue.add(entry, each[1]);
                    model.add(entry);
                  }
                  case 1 -> {
                    if (!all.isEmpty()) {
                      Named entry = all.get(each[1] % all.size());
                      queue.add(entry, each[1]);
                      model.remove(entry);
                      model.add(entry);
                    }
                  }
                  case 2 -> {
                    if (!all.isEmpty()) {
                      Named entry = all.get(each[1] % all.size());
                      queue.remove(entry);
                      model.remove(entry);
                    }
                  }
                  default -> {
                    Named expected =
                        model.stream()
                            .min(Comparator.comparingLong(Named::due))
                            .filter(first -> first.due() <= each[1])
                            .orElse(null);
                    assertThat(queue.poll(each[1])).isSameAs(expected);
                    model.remove(expected);
                  }
                }
                assertThat(queue.size()).isEqualTo(model.size());
                assertThat(queue.next())
                    .isEqualTo(model.stream().mapToLong(Named::due).min().orElse(Long.MAX_VALUE));
              }
            });
  }

  private Named add(String name, long due) {
    Named entry = new Named(name);
    deadlines.add(entry, due);
    return entry;
  }

  private List<String> drain(long now) {
    List<String> names = new ArrayList<>();
    for (Named entry = deadlines.poll(now); entry != null; entry = deadlines.poll(now)) {
      names.add(entry.name);
    }
    return names;
  }

  private static final class Named extends Deadlines.Entry {
    final String name;

    Named(String name) {
      this.name = name;
    }
  }
}
