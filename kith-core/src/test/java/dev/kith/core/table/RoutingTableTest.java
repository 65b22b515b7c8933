package dev.kith.core.table;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The table against the paper's rules; see [RoutingTablePropertyTest] for it against a sorted
/// list.
class RoutingTableTest {
  private static final NodeId SELF = NodeId.hex("00".repeat(20));
  private static final long MINUTE = MINUTES.toNanos(1);

  private final RoutingTable table = new RoutingTable(SELF, TableOptions.of(2));
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

  @Test
  void an_answering_contact_enters_and_is_found() {
    Contact contact = contact("80", 1);

    Offer offer = table.offer(0, contact);

    assertThat(offer).isEqualTo(new Offer.Added(null));
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.find(contact.id())).contains(contact);
    assertThat(table.closest(contact.id(), 5)).containsExactly(contact);
  }

  @Test
  void the_own_id_and_ids_of_another_length_are_refused() {
    assertThat(table.offer(0, new Contact(SELF, endpoint(1))))
        .isEqualTo(new Offer.Refused(Offer.Reason.SELF));
    assertThat(table.offer(0, new Contact(NodeId.hex("80"), endpoint(1))))
        .isEqualTo(new Offer.Refused(Offer.Reason.LENGTH));
    assertThat(table.size()).isZero();
  }

  @Test
  void hearing_from_a_stranger_changes_nothing_but_asks_for_a_check() {
    RoutingTable.Heard heard = table.heard(0, contact("80", 1));

    assertThat(heard).isEqualTo(RoutingTable.Heard.WANTED);
    assertThat(table.size()).isZero();
  }

  @Test
  void hearing_from_a_replacement_asks_for_no_check() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(0, contact("c0", 4)); // full: becomes a replacement

    RoutingTable.Heard again = table.heard(1, contact("c0", 4));
    RoutingTable.Heard stranger = table.heard(1, contact("e0", 5));

    assertThat(again).isEqualTo(RoutingTable.Heard.UNWANTED);
    assertThat(stranger).isEqualTo(RoutingTable.Heard.WANTED);
  }

  @Test
  void a_full_far_bucket_keeps_its_live_contacts_and_names_the_oldest() {
    fillFarBucket();
    table.offer(0, contact("01", 3)); // splits the root: the far half is closed from now on

    Offer offer = table.offer(20 * MINUTE, contact("c0", 4));

    assertThat(offer).isEqualTo(new Offer.Full(contact("80", 1), 20 * MINUTE));
    assertThat(table.find(contact("c0", 4).id())).isEmpty();
  }

  @Test
  void a_contact_seen_again_becomes_the_newest_of_its_bucket() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.heard(MINUTE, contact("80", 1));

    Offer offer = table.offer(2 * MINUTE, contact("c0", 4));

    assertThat(offer).isInstanceOf(Offer.Full.class);
    assertThat(((Offer.Full) offer).oldest()).isEqualTo(contact("a0", 2));
  }

  @Test
  void a_replacement_takes_the_place_of_a_contact_that_failed_twice() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(0, contact("c0", 4));

    assertThat(table.failed(MINUTE, contact("80", 1))).isEmpty();
    assertThat(table.failed(2 * MINUTE, contact("80", 1)))
        .contains(new Departure(contact("80", 1), contact("c0", 4)));

    assertThat(table.find(contact("c0", 4).id())).isPresent();
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void without_a_replacement_a_stale_contact_stays_but_is_not_handed_out() {
    table.offer(0, contact("80", 1));
    table.failed(MINUTE, contact("80", 1));
    table.failed(MINUTE, contact("80", 1));

    assertThat(table.size()).isEqualTo(1);
    assertThat(table.closest(SELF, 5)).isEmpty();

    table.offer(2 * MINUTE, contact("80", 1));
    assertThat(table.closest(SELF, 5)).containsExactly(contact("80", 1));
  }

  @Test
  void five_failures_remove_a_contact() {
    table.offer(0, contact("80", 1));

    for (int i = 0; i < 4; i++) {
      assertThat(table.failed(MINUTE, contact("80", 1))).isEmpty();
    }

    assertThat(table.failed(MINUTE, contact("80", 1)))
        .contains(new Departure(contact("80", 1), null));
    assertThat(table.size()).isZero();
  }

  @Test
  void a_newcomer_takes_the_place_of_a_stale_contact() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.failed(MINUTE, contact("80", 1));
    table.failed(MINUTE, contact("80", 1));

    Offer offer = table.offer(2 * MINUTE, contact("c0", 4));

    assertThat(offer).isEqualTo(new Offer.Added(contact("80", 1)));
  }

  @Test
  void an_id_keeps_its_endpoint_until_that_fails() {
    table.offer(0, contact("80", 1));
    Contact elsewhere = contact("80", 9);

    assertThat(table.heard(MINUTE, elsewhere)).isEqualTo(RoutingTable.Heard.UNWANTED);
    assertThat(table.offer(MINUTE, elsewhere))
        .isEqualTo(new Offer.Refused(Offer.Reason.ENDPOINT_TAKEN));

    table.failed(MINUTE, contact("80", 1));
    assertThat(table.offer(MINUTE, elsewhere)).isEqualTo(new Offer.Added(contact("80", 1)));
    assertThat(table.find(elsewhere.id())).contains(elsewhere);
  }

  @Test
  void failures_reported_for_another_endpoint_do_no_harm() {
    table.offer(0, contact("80", 1));

    for (int i = 0; i < 9; i++) {
      table.failed(MINUTE, contact("80", 9));
    }

    assertThat(table.find(contact("80", 1).id())).isPresent();
    assertThat(table.closest(SELF, 5)).hasSize(1);
  }

  @Test
  void one_address_gets_one_contact_and_a_block_two_in_a_bucket() {
    assertThat(table.offer(0, new Contact(id("80"), Endpoint.parse("8.8.8.1:1"))))
        .isInstanceOf(Offer.Added.class);
    assertThat(table.offer(0, new Contact(id("81"), Endpoint.parse("8.8.8.1:2"))))
        .isEqualTo(new Offer.Refused(Offer.Reason.DIVERSITY));

    RoutingTable roomy = new RoutingTable(SELF, TableOptions.of(8));
    for (int host = 1; host <= 5; host++) {
      roomy.offer(0, new Contact(id("8" + host), Endpoint.parse("8.8.8." + host + ":1")));
    }
    assertThat(roomy.size()).isEqualTo(2);
  }

  @Test
  void an_id_does_not_move_to_an_address_that_holds_another_place() {
    table.offer(0, new Contact(id("80"), Endpoint.parse("8.8.8.1:1")));
    Contact failing = new Contact(id("a0"), Endpoint.parse("9.9.9.9:1"));
    table.offer(0, failing);
    table.failed(MINUTE, failing);

    assertThat(table.offer(MINUTE, new Contact(id("a0"), Endpoint.parse("8.8.8.1:2"))))
        .isEqualTo(new Offer.Refused(Offer.Reason.DIVERSITY));
    assertThat(table.find(id("a0"))).contains(failing);
  }

  @Test
  void an_id_moves_within_its_own_block() {
    Contact failing = new Contact(id("80"), Endpoint.parse("8.8.8.1:1"));
    table.offer(0, failing);
    table.offer(0, new Contact(id("a0"), Endpoint.parse("8.8.8.2:1")));
    table.failed(MINUTE, failing);

    Offer offer = table.offer(MINUTE, new Contact(id("80"), Endpoint.parse("8.8.8.1:2")));

    assertThat(offer).isEqualTo(new Offer.Added(failing));
  }

  @Test
  void whoever_falls_due_in_a_lull_is_checked_in_time() {
    table.offer(0, contact("80", 1));
    assertThat(check(14 * MINUTE)).isEmpty();
    table.offer(14 * MINUTE, contact("80", 1));
    table.offer(14 * MINUTE, contact("a0", 2));

    assertThat(check(16 * MINUTE)).isEmpty();
    table.failed(16 * MINUTE, contact("a0", 2));
    assertThat(check(16 * MINUTE + SECONDS.toNanos(11))).contains(contact("a0", 2));
    assertThat(table.nextToCheck(20 * MINUTE, 3 * MINUTE, 9 * MINUTE)).contains(contact("80", 1));
  }

  @Test
  void on_a_local_network_many_nodes_share_an_address() {
    RoutingTable roomy = new RoutingTable(SELF, TableOptions.of(8));

    for (int port = 1; port <= 8; port++) {
      roomy.offer(0, new Contact(id("8" + port), Endpoint.loopback(port)));
    }

    assertThat(roomy.size()).isEqualTo(8);
  }

  @Test
  void two_hosts_with_a_hundred_thousand_ids_hold_two_places() {
    RoutingTable strict = new RoutingTable(SELF, TableOptions.of(8));

    for (int i = 0; i < 100_000; i++) {
      Endpoint host = Endpoint.parse("8.8." + (i & 1) + ".7:" + (1 + (i >>> 1)));
      strict.offer(0, new Contact(NodeId.random(20, random), host));
    }

    assertThat(strict.size()).isEqualTo(2);
  }

  @Test
  void the_contact_longest_silent_is_checked_first_and_not_twice_at_once() {
    table.offer(0, contact("80", 1));
    table.offer(MINUTE, contact("a0", 2));

    assertThat(check(10 * MINUTE)).isEmpty();
    assertThat(check(17 * MINUTE)).contains(contact("80", 1));
    assertThat(check(17 * MINUTE)).contains(contact("a0", 2));
    assertThat(check(17 * MINUTE)).isEmpty();
  }

  @Test
  void whoever_was_silent_for_weeks_is_not_due_again_at_once_either() {
    table.offer(0, contact("80", 1));
    table.offer(MINUTE, contact("a0", 2));
    long weeks = DAYS.toNanos(100);

    assertThat(check(weeks)).contains(contact("80", 1));
    assertThat(check(weeks)).contains(contact("a0", 2));
    assertThat(check(weeks)).isEmpty();
    assertThat(check(weeks + 16 * MINUTE)).isPresent();
  }

  @Test
  void a_failed_contact_is_tried_again_soon_and_then_more_and_more_rarely() {
    table.offer(0, contact("80", 1));
    table.failed(MINUTE, contact("80", 1));

    assertThat(check(MINUTE + SECONDS.toNanos(9))).isEmpty();
    assertThat(check(MINUTE + SECONDS.toNanos(11))).isPresent();

    table.failed(2 * MINUTE, contact("80", 1));
    assertThat(check(2 * MINUTE + SECONDS.toNanos(19))).isEmpty();
    assertThat(check(2 * MINUTE + SECONDS.toNanos(21))).isPresent();
  }

  @Test
  void a_bucket_quiet_for_long_is_refreshed_once_by_a_point_of_its_range() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(16 * MINUTE, contact("01", 3));

    var target = table.nextToRefresh(16 * MINUTE, 15 * MINUTE, random);

    assertThat(target).isPresent();
    assertThat(target.orElseThrow().bit(0)).isTrue();
    assertThat(table.nextToRefresh(16 * MINUTE, 15 * MINUTE, random)).isEmpty();
  }

  @Test
  void after_joining_each_farther_bucket_has_a_target_nearest_first() {
    for (int bit = 0; bit < 6; bit++) {
      table.offer(0, new Contact(SELF.flipped(bit).flipped(100), endpoint(1 + 2 * bit)));
      table.offer(0, new Contact(SELF.flipped(bit).flipped(101), endpoint(2 + 2 * bit)));
    }

    List<Integer> prefixes = new ArrayList<>();
    for (NodeId target : table.refreshTargets(random)) {
      prefixes.add(SELF.commonPrefix(target));
    }

    assertThat(prefixes).startsWith(4).endsWith(3, 2, 1, 0);
  }

  @Test
  void accelerated_tables_split_far_buckets_to_a_multiple_of_b() {
    RoutingTable wide = new RoutingTable(SELF, TableOptions.of(2).with(Splitting.accelerated(3)));

    for (int i = 0; i < 64; i++) {
      wide.offer(0, new Contact(id(String.format("%02x", 0x80 | i << 1)), endpoint(i + 1)));
    }

    // the far half splits twice more: four buckets of depth 3, two contacts each
    assertThat(wide.size()).isEqualTo(8);
  }

  @Test
  void whom_somebody_named_is_wanted_if_an_answer_would_bring_it_in() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(0, contact("c0", 4)); // full: becomes a replacement

    assertThat(table.wants(contact("02", 5))).isTrue();
    assertThat(table.wants(contact("01", 6))).isFalse(); // known, at another endpoint
    assertThat(table.wants(contact("c0", 4))).isFalse();
    assertThat(table.wants(new Contact(SELF, endpoint(7)))).isFalse();
    assertThat(table.wants(new Contact(NodeId.hex("80"), endpoint(8)))).isFalse();
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void a_replacement_that_got_a_place_is_on_probation() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(0, contact("c0", 4)); // replacements
    table.offer(0, contact("e0", 5));

    table.remove(MINUTE, id("80"));
    boolean onProbation = table.isOnProbation(id("e0"));
    var due = check(MINUTE + SECONDS.toNanos(10));
    var gone = table.failed(MINUTE + SECONDS.toNanos(12), contact("e0", 5));

    assertThat(onProbation).isTrue();
    assertThat(table.isOnProbation(id("a0"))).isFalse();
    assertThat(due).contains(contact("e0", 5));
    assertThat(gone).contains(new Departure(contact("e0", 5), contact("c0", 4)));
    assertThat(table.find(id("c0"))).contains(contact("c0", 4));
  }

  private java.util.Optional<Contact> check(long now) {
    return table.nextToCheck(now, 15 * MINUTE, SECONDS.toNanos(10));
  }

  @Test
  void around_the_own_id_all_contacts_are_kept_until_enough_are_nearer() {
    TableOptions options =
        new TableOptions(2, 2, 2, 5, Splitting.OWN_RANGE.keepingWhole(4), Diversity.NONE);
    RoutingTable whole = new RoutingTable(SELF, options);
    for (String first : List.of("01", "40", "50", "60", "80", "c0", "e0")) {
      whole.offer(0, contact(first, Integer.parseInt(first, 16)));
    }

    Offer fourth = whole.offer(0, contact("70", 0x70));
    Offer far = whole.offer(0, contact("f0", 0xf0));

    // Without the rule the range of 40 to 7f would be closed with its second contact, and the far
    // half not be split for the sake of the first of them.
    assertThat(fourth).isEqualTo(new Offer.Added(null));
    assertThat(far).isInstanceOf(Offer.Full.class);
    assertThat(whole.find(NodeId.hex("60" + "00".repeat(19)))).isPresent();
  }

  @Test
  void the_table_knows_where_it_may_have_turned_somebody_away() {
    fillFarBucket();
    table.offer(0, contact("01", 3));
    table.offer(0, contact("c0", 4)); // the far half is full

    assertThat(table.isCompleteAround(SELF, 1)).isTrue();
    assertThat(table.isCompleteAround(SELF, 2)).isFalse();
    assertThat(table.isCompleteAround(NodeId.hex("ff".repeat(20)), 1)).isFalse();
    assertThat(table.isCompleteAround(SELF, 9)).isFalse();
  }

  private void fillFarBucket() {
    table.offer(0, contact("80", 1));
    table.offer(0, contact("a0", 2));
  }

  private static Contact contact(String firstByte, int port) {
    return new Contact(id(firstByte), endpoint(port));
  }

  private static NodeId id(String firstByte) {
    return NodeId.hex(firstByte + "00".repeat(19));
  }

  private static Endpoint endpoint(int port) {
    return Endpoint.loopback(port);
  }
}
