package dev.kith.core.driver;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.table.TableOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What follows from answers and from silence.
class AcquaintancesTest {
  private final NodeAmongOthers node = new NodeAmongOthers(TableOptions.of(2));
  private final Acquaintances acquaintances = node.acquaintances;

  @Test
  void the_oldest_contact_is_checked_once_however_many_would_have_its_place() {
    fill();
    node.live(MINUTES.toNanos(20));
    node.hearSomething();

    for (int i = 0; i < 20; i++) {
      acquaintances.verified(at(0xa0 + i));
    }

    assertThat(node.pinged).containsExactly(at(0x81));
  }

  @Test
  void two_seconds_of_silence_do_not_cost_a_contact_its_place() {
    fill();
    node.live(MINUTES.toNanos(20));
    node.hearSomething();

    for (int i = 0; i < 20; i++) {
      acquaintances.verified(at(0xa0 + i));
    }
    node.live(SECONDS.toNanos(3));

    assertThat(node.table().contacts()).contains(at(0x81));
  }

  @Test
  void a_contact_that_goes_on_being_silent_is_checked_again_and_loses_its_place() {
    fill();
    node.isBorn(at(0x82));
    node.live(MINUTES.toNanos(20));
    node.hearSomething();

    for (int i = 0; i < 20; i++) {
      acquaintances.verified(at(0xa0 + i));
      node.live(SECONDS.toNanos(1));
    }

    assertThat(node.pinged).filteredOn(at(0x81)::equals).hasSize(2);
    assertThat(node.table().contacts()).doesNotContain(at(0x81));
  }

  @Test
  void who_is_in_the_table_can_be_told_from_the_events() {
    fill();
    acquaintances.verified(at(0x83)); // waits for a place
    acquaintances.verified(at(0x84));

    acquaintances.impostor(at(0x81).id(), at(0x81).endpoint());
    acquaintances.silent(at(0x82).id(), at(0x82).endpoint(), node.loop.now());
    acquaintances.silent(at(0x82).id(), at(0x82).endpoint(), node.loop.now());

    assertThat(node.table().contacts()).contains(at(0x83), at(0x84));
    assertThat(told()).containsExactlyInAnyOrderElementsOf(node.table().contacts());
  }

  @Test
  void who_finds_no_place_around_another_id_is_told_of_too() {
    for (int head : List.of(0x81, 0x40, 0x60, 0x20, 0x30)) {
      acquaintances.verified(at(head));
    }
    assertThat(node.table().size()).isEqualTo(5);

    node.adopt(NodeId.hex("ff".repeat(20))); // half of those are one far bucket to it

    assertThat(node.table().size()).isEqualTo(3);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(node.table().contacts());
  }

  /// Who should be in the table as far as the events tell.
  private Set<Contact> told() {
    Set<Contact> told = new LinkedHashSet<>();
    for (Event event : node.events) {
      if (event instanceof Event.ContactAdded(Contact contact)) {
        told.add(contact);
      } else if (event instanceof Event.ContactRemoved(Contact contact, String _)) {
        told.remove(contact);
      }
    }
    return told;
  }

  /// Fills the far half of the key space, which one in the near half keeps apart.
  private void fill() {
    acquaintances.verified(at(0x01));
    acquaintances.verified(at(0x81));
    node.live(SECONDS.toNanos(1));
    acquaintances.verified(at(0x82));
  }

  private static Contact at(int head) {
    return new Contact(
        NodeId.hex("%02x".formatted(head) + "00".repeat(19)),
        Endpoint.parse("11.%d.0.1:6881".formatted(head)));
  }
}
