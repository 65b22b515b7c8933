package dev.kith.core.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The walk, step by step.
class LookupTest {
  private static final NodeId TARGET = NodeId.hex("00".repeat(20));
  private static final NodeId SELF = NodeId.hex("ff".repeat(20));
  private static final Patience PATIENCE = new Patience(100, 300);

  @Test
  void it_asks_the_nearest_first_and_alpha_at_a_time() {
    Lookup lookup = lookup(3, 2, contact(9), contact(1), contact(5));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(1)));
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(5)));
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Wait(100));
  }

  @Test
  void it_ends_when_the_k_nearest_have_answered() {
    Lookup lookup = lookup(2, 3, contact(4), contact(5), contact(6));
    ask(lookup, 0, 2);
    lookup.answered(contact(4), List.of(contact(2)));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(2)));
    lookup.answered(contact(2), List.of());
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(2), contact(4));
    assertThat(lookup.counts()).isEqualTo(new LookupCounts(3, 2, 0));
    assertThat(lookup.unanswered()).containsExactly(contact(5));
  }

  @Test
  void while_nobody_may_be_asked_it_waits_for_whoever_it_would_ask_and_claims_nobody() {
    Lookup lookup = lookup(2, 3, contact(4), contact(5));
    ask(lookup, 0, 1);

    assertThat(lookup.next(0, PATIENCE, false)).isEqualTo(new Step.Wait(100));
    lookup.answered(contact(4), List.of());
    assertThat(lookup.next(0, PATIENCE, false)).isEqualTo(new Step.Wait(Long.MAX_VALUE));
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(5)));
    lookup.answered(contact(5), List.of());
    assertThat(lookup.next(0, PATIENCE, false)).isEqualTo(new Step.Finished());
  }

  @Test
  void a_failed_contact_gives_way_to_the_next_nearest() {
    Lookup lookup = lookup(2, 3, contact(1), contact(2), contact(3));
    ask(lookup, 0, 2);
    lookup.failed(contact(1));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(3)));
    lookup.answered(contact(2), List.of());
    lookup.answered(contact(3), List.of());

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(2), contact(3));
  }

  @Test
  void a_silent_contact_frees_its_slot_before_it_has_failed() {
    Lookup lookup = lookup(3, 1, contact(1), contact(2));
    ask(lookup, 0, 1);

    assertThat(lookup.next(99, PATIENCE)).isEqualTo(new Step.Wait(100));
    assertThat(lookup.next(100, PATIENCE)).isEqualTo(new Step.Ask(contact(2)));
  }

  @Test
  void a_contact_is_not_silent_before_it_is_asked() {
    Lookup lookup = lookup(3, 1, contact(1), contact(2));
    ask(lookup, 0, 1);
    lookup.held(contact(1));

    assertThat(lookup.next(1_000, PATIENCE)).isEqualTo(new Step.Wait(Long.MAX_VALUE));
    lookup.sent(1_000, contact(1), PATIENCE);
    assertThat(lookup.next(1_000, PATIENCE)).isEqualTo(new Step.Wait(1_100));
    assertThat(lookup.next(1_100, PATIENCE)).isEqualTo(new Step.Ask(contact(2)));
  }

  @Test
  void an_overdue_contact_no_longer_holds_the_end_up_but_its_late_answer_counts() {
    Lookup lookup = lookup(1, 1, contact(1), contact(2));
    ask(lookup, 0, 1);

    assertThat(lookup.next(100, PATIENCE)).isEqualTo(new Step.Wait(150));
    assertThat(lookup.next(300, PATIENCE)).isEqualTo(new Step.Ask(contact(2)));
    lookup.answered(contact(1), List.of());
    assertThat(lookup.next(301, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(1));
  }

  @Test
  void a_contact_that_stirs_is_given_its_time_once_more_but_not_twice() {
    Lookup lookup = lookup(1, 1, contact(1));
    ask(lookup, 0, 1);

    lookup.stirred(250, contact(1).endpoint(), PATIENCE);
    lookup.stirred(251, contact(9).endpoint(), PATIENCE);

    assertThat(lookup.next(300, PATIENCE)).isEqualTo(new Step.Wait(350));
    lookup.stirred(400, contact(1).endpoint(), PATIENCE);
    assertThat(lookup.next(549, PATIENCE)).isEqualTo(new Step.Wait(550));
    assertThat(lookup.next(550, PATIENCE)).isEqualTo(new Step.Finished());
  }

  @Test
  void a_doubtful_contact_gets_a_stand_in_but_the_end_still_waits_for_it() {
    Lookup lookup = lookup(1, 1, contact(1), contact(2), contact(3));
    ask(lookup, 0, 1);

    assertThat(lookup.next(150, PATIENCE)).isEqualTo(new Step.Ask(contact(2)));
    lookup.answered(contact(2), List.of());
    assertThat(lookup.next(200, PATIENCE)).isEqualTo(new Step.Wait(225));
    assertThat(lookup.next(225, PATIENCE)).isEqualTo(new Step.Wait(300));
    assertThat(lookup.next(300, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(2));
  }

  @Test
  void a_quarter_of_those_asked_lost_is_many_but_two_may_be_chance() {
    Lookup lookup = lookup(8, 8, contact(1), contact(2), contact(3), contact(4), contact(5));
    ask(lookup, 0, 5);

    lookup.failed(contact(1));
    lookup.failed(contact(2));
    assertThat(lookup.losesMany(0)).isFalse();

    lookup.failed(contact(3));
    assertThat(lookup.losesMany(0)).isTrue();
  }

  @Test
  void where_many_are_lost_more_are_asked_and_the_doubtful_get_less_time() {
    Lookup lookup =
        lookup(
            2,
            2,
            contact(1),
            contact(2),
            contact(3),
            contact(4),
            contact(5),
            contact(6),
            contact(7));
    ask(lookup, 0, 2);
    lookup.failed(contact(1));
    lookup.failed(contact(2));
    ask(lookup, 0, 2);
    lookup.failed(contact(3));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(5)));
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(6)));
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(7)));
    lookup.answered(contact(5), List.of());
    lookup.answered(contact(6), List.of());
    assertThat(lookup.next(224, PATIENCE)).isInstanceOf(Step.Wait.class);
    assertThat(lookup.next(225, PATIENCE)).isEqualTo(new Step.Finished());
  }

  @Test
  void a_dead_crowd_widens_the_search_no_farther_than_allowed() {
    LookupOptions options = LookupOptions.of(8, 2).withMostWaiting(3);
    Lookup lookup =
        new Lookup(TARGET, SELF, options, List.of(contact(1), contact(2), contact(3), contact(4)));
    ask(lookup, 0, 2);
    ask(lookup, 100, 1);

    assertThat(lookup.next(250, PATIENCE)).isEqualTo(new Step.Wait(300));
  }

  @Test
  void nobody_to_ask_is_an_end_too() {
    assertThat(lookup(3, 2).next(0, PATIENCE)).isEqualTo(new Step.Finished());
  }

  @Test
  void the_own_id_foreign_lengths_and_repeated_ids_are_not_candidates() {
    Lookup lookup = lookup(3, 3, new Contact(SELF, Endpoint.loopback(1)), contact(1), contact(1));
    lookup.hear(List.of(new Contact(NodeId.hex("01"), Endpoint.loopback(7))));

    ask(lookup, 0, 1);
    assertThat(lookup.next(0, PATIENCE)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void one_endpoint_under_many_ids_is_one_candidate() {
    Contact alias = new Contact(contact(2).id(), contact(1).endpoint());
    Lookup lookup = lookup(3, 3, contact(1), alias);

    ask(lookup, 0, 1);
    assertThat(lookup.next(0, PATIENCE)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void one_block_of_addresses_fills_no_more_than_its_share() {
    Lookup lookup = lookup(8, 8);
    for (int host = 1; host <= 20; host++) {
      lookup.hear(
          List.of(
              new Contact(contact(host).id(), new Endpoint(Address.v4(0x08080800 + host), 6881))));
    }

    ask(lookup, 0, 2);
    assertThat(lookup.next(0, PATIENCE)).isInstanceOf(Step.Wait.class);
  }

  @Test
  void a_true_id_told_with_a_false_endpoint_is_asked_once_more_at_the_true_one() {
    Contact lie = new Contact(contact(1).id(), Endpoint.loopback(999));
    Lookup lookup = lookup(3, 3, lie);
    ask(lookup, 0, 1);
    lookup.hear(List.of(contact(1)));
    assertThat(lookup.next(0, PATIENCE)).isInstanceOf(Step.Wait.class);

    lookup.failed(lie);
    lookup.hear(List.of(contact(1)));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(1)));
  }

  @Test
  void reports_about_strangers_and_repeated_reports_do_no_harm() {
    Lookup lookup = lookup(2, 2, contact(1), contact(2));
    lookup.answered(contact(1), List.of());
    lookup.failed(contact(7));
    ask(lookup, 0, 2);
    lookup.answered(contact(1), List.of());
    lookup.failed(contact(1));
    lookup.answered(contact(1), List.of());

    assertThat(lookup.counts()).isEqualTo(new LookupCounts(2, 1, 0));
  }

  @Test
  void contacts_within_reach_are_asked_though_k_nearer_ones_have_answered() {
    NodeId far = NodeId.hex("0100" + "00".repeat(18));
    NodeId farther = NodeId.hex("0300" + "00".repeat(18));
    LookupOptions options = LookupOptions.of(1, 1).withReach(0x0200L << 48);
    Lookup lookup =
        new Lookup(
            TARGET,
            SELF,
            options,
            List.of(
                contact(1),
                new Contact(far, Endpoint.loopback(5)),
                new Contact(farther, Endpoint.loopback(6))));
    ask(lookup, 0, 1);
    lookup.answered(contact(1), List.of());

    assertThat(lookup.next(0, PATIENCE))
        .isEqualTo(new Step.Ask(new Contact(far, Endpoint.loopback(5))));
    lookup.answered(new Contact(far, Endpoint.loopback(5)), List.of());
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).extracting(Contact::id).containsExactly(contact(1).id(), far);
  }

  @Test
  void a_bootstrap_node_met_on_the_way_counts_as_having_answered() {
    Lookup lookup = lookup(2, 2);
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());

    lookup.met(contact(3), List.of());
    lookup.hear(List.of(contact(4)));

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Ask(contact(4)));
    lookup.answered(contact(4), List.of());
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(3), contact(4));
  }

  @Test
  void a_stopped_lookup_asks_nobody() {
    Lookup lookup = lookup(2, 2, contact(1));
    lookup.stop();

    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
  }

  private static void ask(Lookup lookup, long now, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(lookup.next(now, PATIENCE)).isInstanceOf(Step.Ask.class);
    }
  }

  private static Lookup lookup(int k, int alpha, Contact... seeds) {
    return new Lookup(TARGET, SELF, LookupOptions.of(k, alpha), List.of(seeds));
  }

  private static Contact contact(int distance) {
    return new Contact(
        NodeId.hex("00".repeat(19) + String.format("%02x", distance)),
        Endpoint.loopback(1000 + distance));
  }
}
