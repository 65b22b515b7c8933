package dev.kith.core.driver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.table.RoutingTable;
import dev.kith.core.table.TableOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a node thinks that its own line is dead.
class BlackoutTest {
  private static final long LATE = SECONDS.toNanos(61);

  private final RoutingTable table =
      new RoutingTable(NodeId.hex("00".repeat(20)), TableOptions.of(20));
  private final List<Boolean> told = new ArrayList<>();
  private final Blackout blackout = new Blackout(() -> told.add(!told.contains(true)));

  @Test
  void one_silent_contact_of_many_is_not_blamed_after_a_quiet_minute_nor_is_the_line_dead() {
    know(4);

    boolean toBlame = silent(0);
    silent(0); // asked again

    assertThat(toBlame).isTrue();
    assertThat(blackout.isOn()).isFalse();
  }

  @Test
  void the_line_is_dead_when_most_of_all_contacts_are_silent_until_one_answers() {
    know(4);

    silent(0);
    silent(1);
    boolean afterTwo = blackout.isOn();
    silent(2);
    boolean afterThree = blackout.isOn();
    blackout.answered();

    assertThat(afterTwo).isFalse();
    assertThat(afterThree).isTrue();
    assertThat(blackout.isOn()).isFalse();
    assertThat(told).hasSize(2);
  }

  @Test
  void the_only_contact_is_witness_enough() {
    know(1);

    silent(0);

    assertThat(blackout.isOn()).isTrue();
  }

  @Test
  void one_of_two_contacts_is_not() {
    know(2);

    silent(0);

    assertThat(blackout.isOn()).isFalse();
  }

  @Test
  void whoever_is_not_in_the_table_is_no_witness() {
    know(1);

    silent(1);

    assertThat(blackout.isOn()).isFalse();
  }

  @Test
  void what_was_not_answered_before_something_arrived_counts_no_more() {
    know(4);
    silent(0);

    blackout.isToBlame(3 * LATE, LATE, contact(1), table);

    assertThat(blackout.isOn()).isFalse();
  }

  @Test
  void within_a_minute_of_the_last_sign_of_life_the_contact_is_to_blame() {
    know(1);

    boolean toBlame = blackout.isToBlame(LATE, SECONDS.toNanos(1), contact(0), table);

    assertThat(toBlame).isFalse();
    assertThat(blackout.isOn()).isFalse();
  }

  private boolean silent(int number) {
    return blackout.isToBlame(LATE, 0, contact(number), table);
  }

  private void know(int count) {
    for (int i = 0; i < count; i++) {
      table.offer(0, contact(i));
    }
  }

  private static Contact contact(int number) {
    return new Contact(
        NodeId.hex("%02x".formatted(0x80 + number) + "00".repeat(19)),
        Endpoint.parse("10.%d.0.1:6881".formatted(number)));
  }
}
