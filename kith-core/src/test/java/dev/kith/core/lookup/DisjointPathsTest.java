package dev.kith.core.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A lookup along several paths: what each may ask and believe.
class DisjointPathsTest {
  private static final NodeId TARGET = NodeId.hex("00".repeat(20));
  private static final NodeId SELF = NodeId.hex("ff".repeat(20));
  private static final Patience PATIENCE = new Patience(100, 300);

  @Test
  void the_paths_share_the_seeds_and_ask_in_turn_alpha_each() {
    Lookup lookup = lookup(2, 1, 2, contact(1), contact(2), contact(3), contact(4));

    assertThat(ask(lookup)).containsExactly(contact(1), contact(2));
    lookup.failed(contact(1));
    assertThat(ask(lookup)).containsExactly(contact(3));
    assertThat(lookup.unanswered()).containsExactly(contact(3), contact(2));
  }

  @Test
  void what_is_told_on_one_path_is_asked_on_that_path_alone() {
    Lookup lookup = lookup(1, 3, 2, contact(50), contact(60));
    ask(lookup);

    lookup.answered(contact(50), List.of(contact(1), contact(2), contact(3)));

    assertThat(ask(lookup)).containsExactly(contact(1));
    lookup.answered(contact(1), List.of());
    lookup.answered(contact(60), List.of());
    assertThat(lookup.next(0, PATIENCE)).isEqualTo(new Step.Finished());
    assertThat(lookup.nearest()).containsExactly(contact(1));
  }

  @Test
  void a_contact_told_on_two_paths_is_asked_on_one() {
    Lookup lookup = lookup(2, 3, 2, contact(50), contact(60));
    ask(lookup);
    lookup.answered(contact(50), List.of(contact(1)));
    lookup.answered(contact(60), List.of(contact(1), contact(2)));

    assertThat(ask(lookup)).containsExactlyInAnyOrder(contact(1), contact(2));
  }

  @Test
  void an_endpoint_asked_on_one_path_is_not_asked_on_another_under_another_id() {
    Contact alias = new Contact(contact(2).id(), contact(1).endpoint());
    Lookup lookup = lookup(2, 3, 2, contact(1), contact(60));
    ask(lookup);

    lookup.answered(contact(60), List.of(alias));

    assertThat(ask(lookup)).isEmpty();
  }

  @Test
  void each_path_goes_on_until_k_of_its_own_have_answered() {
    Contact[] seeds =
        IntStream.rangeClosed(1, 12).mapToObj(DisjointPathsTest::contact).toArray(Contact[]::new);
    Lookup lookup = lookup(3, 2, 2, seeds);

    List<Contact> asked = answerAll(lookup);

    assertThat(asked)
        .hasSize(6)
        .containsExactlyInAnyOrder(List.of(seeds).subList(0, 6).toArray(Contact[]::new));
    assertThat(lookup.nearest()).containsExactly(contact(1), contact(2), contact(3));
    assertThat(lookup.counts()).isEqualTo(new LookupCounts(6, 6, 0));
  }

  @Test
  void a_clique_that_names_only_itself_does_not_hide_the_nearest_from_all_paths() {
    List<Contact> clique =
        IntStream.rangeClosed(2, 4).mapToObj(DisjointPathsTest::contact).toList();
    Contact liar = contact(50);
    Contact honest = contact(51);

    Lookup plain = walkPast(clique, lookup(3, 1, 1, liar, honest));
    Lookup disjoint = walkPast(clique, lookup(3, 1, 2, liar, honest));

    assertThat(plain.nearest()).isEqualTo(clique);
    assertThat(disjoint.nearest().getFirst()).isEqualTo(contact(1));
  }

  // Whoever is of the clique, or the liar, names the clique; the honest one names the nearest.
  private static Lookup walkPast(List<Contact> clique, Lookup lookup) {
    while (lookup.next(0, PATIENCE) instanceof Step.Ask(Contact asked)) {
      lookup.answered(asked, asked.equals(contact(51)) ? List.of(contact(1)) : clique);
    }
    return lookup;
  }

  @Test
  void it_waits_for_the_first_of_the_paths_to_lose_patience() {
    Lookup lookup = lookup(1, 1, 2, contact(1), contact(2));
    lookup.next(0, PATIENCE);
    lookup.next(20, PATIENCE);

    assertThat(lookup.next(30, PATIENCE)).isEqualTo(new Step.Wait(100));
  }

  @Test
  void one_id_found_at_two_endpoints_is_one_result() {
    Contact twin = new Contact(contact(1).id(), Endpoint.loopback(9));
    Lookup lookup = lookup(3, 3, 2, contact(1), twin);

    assertThat(answerAll(lookup)).containsExactly(contact(1), twin);
    assertThat(lookup.nearest()).containsExactly(contact(1));
  }

  @Test
  void who_helped_without_counting_leads_its_own_path_on() {
    Lookup lookup = lookup(1, 1, 2, contact(50), contact(60));
    ask(lookup);
    lookup.answered(contact(60), List.of());

    lookup.helped(contact(50), List.of(contact(1)));

    assertThat(ask(lookup)).containsExactly(contact(1));
    lookup.answered(contact(1), List.of());
    assertThat(lookup.nearest()).containsExactly(contact(1));
    assertThat(lookup.counts()).isEqualTo(new LookupCounts(3, 2, 1));
  }

  @Test
  void fewer_seeds_than_paths_leave_paths_empty_until_more_is_heard() {
    Lookup lookup = lookup(1, 1, 4, contact(9));
    assertThat(answerAll(lookup)).containsExactly(contact(9));

    lookup.hear(List.of(contact(1), contact(2), contact(3)));

    assertThat(ask(lookup)).containsExactly(contact(1), contact(2), contact(3));
  }

  @Test
  void a_number_of_paths_out_of_range_is_refused() {
    LookupOptions options = LookupOptions.of(8, 3);

    assertThatThrownBy(() -> options.withDisjointPaths(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
    assertThatThrownBy(() -> options.withDisjointPaths(17))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 17");
  }

  private static List<Contact> ask(Lookup lookup) {
    List<Contact> asked = new ArrayList<>();
    while (lookup.next(0, PATIENCE) instanceof Step.Ask(Contact contact)) {
      asked.add(contact);
    }
    return asked;
  }

  private static List<Contact> answerAll(Lookup lookup) {
    List<Contact> asked = new ArrayList<>();
    while (lookup.next(0, PATIENCE) instanceof Step.Ask(Contact contact)) {
      asked.add(contact);
      lookup.answered(contact, List.of());
    }
    return asked;
  }

  private static Lookup lookup(int k, int alpha, int paths, Contact... seeds) {
    LookupOptions options = LookupOptions.of(k, alpha).withDisjointPaths(paths);
    return new Lookup(TARGET, SELF, options, List.of(seeds));
  }

  private static Contact contact(int distance) {
    return new Contact(
        NodeId.hex("00".repeat(19) + String.format("%02x", distance)),
        Endpoint.loopback(1000 + distance));
  }
}
