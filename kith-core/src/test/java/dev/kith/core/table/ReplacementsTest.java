package dev.kith.core.table;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who waits for a place in a full bucket.
class ReplacementsTest {
  private static final int K = 8;
  private static final long SECOND = SECONDS.toNanos(1);

  private final RoutingTable table =
      new RoutingTable(NodeId.hex("00".repeat(20)), TableOptions.of(K));

  @Test
  void one_address_with_many_ids_waits_once() {
    List<Contact> full = fillFarBucket();
    List<Contact> honest = offer(SECOND, 0xa0, "12.%d.0.1");

    offer(2 * SECOND, 0xc0, "6.6.6.6");
    leave(full);

    assertThat(table.contacts()).containsAll(honest.subList(1, K));
  }

  @Test
  void one_block_with_many_addresses_waits_twice() {
    List<Contact> full = fillFarBucket();
    List<Contact> honest = offer(SECOND, 0xa0, "12.%d.0.1");

    List<Contact> crowd = offer(2 * SECOND, 0xc0, "6.6.6.%d");
    leave(full);

    assertThat(table.contacts()).containsAll(honest.subList(2, K));
    assertThat(table.contacts()).containsAll(crowd.subList(K - 2, K));
  }

  @Test
  void a_stranger_that_would_push_out_its_own_kind_is_not_worth_a_check() {
    fillFarBucket();
    table.offer(SECOND, at(0xc0, "6.6.6.6"));

    RoutingTable.Heard kin = table.heard(SECOND, at(0xc1, "6.6.6.6"));
    RoutingTable.Heard other = table.heard(SECOND, at(0xc2, "6.6.7.6"));

    assertThat(kin).isEqualTo(RoutingTable.Heard.UNWANTED);
    assertThat(other).isEqualTo(RoutingTable.Heard.WANTED);
  }

  @Test
  void on_a_local_network_many_wait_at_one_address() {
    List<Contact> full = fillFarBucket();

    List<Contact> local = offer(SECOND, 0xc0, "10.0.0.1");
    leave(full);

    assertThat(table.contacts()).containsAll(local);
  }

  /// Closes the far half of the key space with k contacts, which are returned.
  private List<Contact> fillFarBucket() {
    table.offer(0, at(0x01, "9.9.9.1"));
    return offer(0, 0x80, "11.%d.0.1");
  }

  private List<Contact> offer(long now, int firstHead, String address) {
    List<Contact> offered = new ArrayList<>();
    for (int i = 0; i < K; i++) {
      Contact contact = at(firstHead + i, address.formatted(i));
      table.offer(now, contact);
      offered.add(contact);
    }
    return offered;
  }

  private void leave(List<Contact> contacts) {
    for (Contact gone : contacts) {
      table.failed(10 * SECOND, gone);
      table.failed(11 * SECOND, gone);
    }
  }

  private static Contact at(int head, String address) {
    return new Contact(
        NodeId.hex("%02x".formatted(head) + "00".repeat(19)),
        Endpoint.parse(address + ":" + (1000 + head)));
  }
}
