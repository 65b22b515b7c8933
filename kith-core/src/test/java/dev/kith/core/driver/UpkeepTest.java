package dev.kith.core.driver;

import static dev.kith.core.driver.NodeAmongOthers.contact;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.table.TableOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A node keeps its place in the network, whoever goes and whatever becomes of its line.
class UpkeepTest {
  private static final Contact BOOTSTRAP = contact(99);

  private final NodeAmongOthers node = new NodeAmongOthers(TableOptions.of(8));

  @Test
  void a_node_whose_contacts_are_all_gone_finds_others_by_its_bootstrap_node() {
    List<Contact> contacts = settle(12);
    contacts.forEach(node::dies);
    node.live(HOURS.toNanos(5));

    List.of(BOOTSTRAP, contact(100), contact(101)).forEach(node::isBorn);
    node.live(MINUTES.toNanos(10));

    assertThat(node.table().contacts()).contains(contact(100), contact(101));
  }

  @Test
  void the_dead_leave_the_table_when_others_have_been_found() {
    List<Contact> contacts = settle(12);
    contacts.forEach(node::dies);
    node.live(HOURS.toNanos(5));

    List.of(BOOTSTRAP, contact(100), contact(101)).forEach(node::isBorn);
    node.live(DAYS.toNanos(1));

    assertThat(node.table().contacts())
        .containsExactlyInAnyOrder(BOOTSTRAP, contact(100), contact(101));
  }

  @Test
  void a_node_that_was_offline_has_kept_its_contacts() {
    List<Contact> contacts = settle(12);
    contacts.forEach(node::dies);
    node.live(DAYS.toNanos(3));
    assertThat(node.table().contacts()).containsExactlyInAnyOrderElementsOf(contacts);

    contacts.forEach(node::isBorn);
    node.live(MINUTES.toNanos(10));

    assertThat(node.table().contacts()).containsExactlyInAnyOrderElementsOf(contacts);
    assertThat(node.acquaintances.isCutOff()).isFalse();
  }

  @Test
  void a_node_that_is_offline_asks_its_bootstrap_node_more_and_more_rarely() {
    settle(12).forEach(node::dies);
    node.live(HOURS.toNanos(1)); // the line is known to be dead, and the pauses are long
    assertThat(node.acquaintances.isCutOff()).isTrue();
    node.asked.clear();
    node.targets.clear();

    for (int i = 0; i < 60; i++) {
      node.search(contact(200).id(), () -> {}).start(); // as the application goes on asking for
      node.live(MINUTES.toNanos(1));
    }

    assertThat(node.asked.size()).isBetween(8, 14);
    assertThat(node.targets).hasSizeLessThan(60 + 60);
  }

  /// Lets the node find its place among so many others, from contacts of earlier; the bootstrap
  /// node is down meanwhile.
  private List<Contact> settle(int count) {
    node.bootstrap.add(BOOTSTRAP.endpoint());
    List<Contact> contacts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      contacts.add(contact(i));
    }
    contacts.forEach(node::isBorn);
    node.upkeep.start(contacts);
    node.live(HOURS.toNanos(1));
    assertThat(node.table().contacts()).containsExactlyInAnyOrderElementsOf(contacts);
    return contacts;
  }

  @Test
  void a_contact_that_is_gone_leaves_the_table_of_a_quiet_network() {
    node.isBorn(contact(1));
    node.isBorn(contact(2));
    node.bootstrap.add(contact(1).endpoint());
    node.upkeep.start(List.of());
    node.live(HOURS.toNanos(1));
    assertThat(node.table().contacts()).contains(contact(1), contact(2));

    node.dies(contact(2));
    node.live(DAYS.toNanos(2));

    assertThat(node.table().contacts()).containsExactly(contact(1));
  }

  @Test
  void a_node_that_takes_another_id_while_it_joins_looks_around_that_one() {
    for (int i = 1; i <= 60; i++) {
      node.isBorn(contact(i));
    }
    node.bootstrap.add(contact(1).endpoint());
    NodeId other = NodeId.hex("ff".repeat(20));
    int[] answers = {0};
    node.beforeAnswer =
        () -> {
          if (++answers[0] == 5) {
            node.adopt(other);
          }
        };

    List<NodeId> targetsBefore = new ArrayList<>();
    node.upkeep.start(List.of());
    node.upkeep.whenJoined(() -> targetsBefore.addAll(node.targets));
    node.live(MINUTES.toNanos(10));

    assertThat(targetsBefore).contains(other);
  }
}
