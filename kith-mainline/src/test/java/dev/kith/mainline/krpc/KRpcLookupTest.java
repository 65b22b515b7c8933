package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The lookups of the k-rpc API between nodes on real sockets of the loopback address.
class KRpcLookupTest extends Overlay {
  @Test
  void a_lookup_reaches_all_by_way_of_one_and_counts_the_replies() {
    List<Answerer> peers = overlay(12);
    List<NodeId> told = new ArrayList<>();

    int count =
        joined(peers)
            .closest(
                TARGET,
                FIND,
                reply -> {
                  told.add(reply.id());
                  return true;
                })
            .join();

    assertThat(count).isEqualTo(12);
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            peers.stream().map(peer -> peer.contact.id()).toList());
    assertThat(peers).allMatch(peer -> peer.asked.size() == 1);
  }

  @Test
  void populate_fills_the_table() {
    List<Answerer> peers = overlay(12);
    KRpc other = joined(peers);
    List<Contact> entered = new ArrayList<>();
    other.onNode(entered::add);

    int count = other.populate(TARGET, FIND).join();

    assertThat(count).isEqualTo(12);
    assertThat(other.nodes().count().join()).isEqualTo(12);
    assertThat(entered).containsExactlyInAnyOrderElementsOf(other.nodes().toList().join());
  }

  @Test
  void errors_neither_reach_the_listener_nor_count() throws IOException {
    try (RawPeer raw = new RawPeer()) {
      List<KRpcReply> told = new ArrayList<>();
      KRpc other = started(builder().nodes(raw.endpoint()).build());
      CompletableFuture<Integer> count =
          other.closest(
              TARGET,
              FIND,
              reply -> {
                told.add(reply);
                return true;
              });

      // As libtorrent does: an error that also has r.
      raw.answer("d1:eli203e2:noe1:rd2:id20:aaaaaaaaaaaaaaaaaaaae1:t4:%t1:y1:ee");

      assertThat(count.join()).isZero();
      assertThat(told).isEmpty();
      assertThat(other.nodes().count().join()).isZero();
      other.close();
    }
  }

  @Test
  void a_reply_without_an_id_neither_reaches_the_listener_nor_counts() throws IOException {
    try (RawPeer raw = new RawPeer()) {
      KRpc other = started(builder().nodes(raw.endpoint()).build());
      CompletableFuture<Integer> count =
          other.closest(
              TARGET,
              FIND,
              reply -> {
                throw new AssertionError("told of " + reply);
              });

      raw.answer("d1:rd1:x1:ye1:t4:%t1:y1:re");

      assertThat(count.join()).isZero();
      other.close();
    }
  }

  @Test
  void what_the_listener_throws_ends_the_lookup() {
    List<Answerer> peers = overlay(3);

    assertThatThrownBy(
            () ->
                joined(peers)
                    .closest(
                        TARGET,
                        FIND,
                        reply -> {
                          throw new IllegalStateException("enough");
                        })
                    .join())
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enough");
  }

  @Test
  void an_error_the_listener_throws_ends_the_lookup() {
    KRpc other = joined(overlay(3));

    CompletableFuture<Integer> count =
        other.closest(
            TARGET,
            FIND,
            reply -> {
              throw new AssertionError("enough");
            });

    assertThat(count)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(AssertionError.class);
  }

  @Test
  void contacts_heard_of_are_asked_though_most_bootstrap_nodes_are_dead() {
    Answerer alive = new Answerer(loop, id("80"));
    Answerer named = new Answerer(loop, id("81"));
    alive.names = List.of(named.contact);
    KRpc other =
        started(builder().nodes(NOBODY, Endpoint.loopback(2), alive.contact.endpoint()).build());

    int count = other.closest(TARGET, FIND, reply -> true).join();

    assertThat(count).isEqualTo(2);
    other.close();
  }

  @Test
  void the_rest_of_the_table_stays_in_a_lookup_after_the_first_reply() {
    Answerer near = new Answerer(loop, id("fe"));
    Answerer far = new Answerer(loop, id("01"));
    krpc.query(near.contact.endpoint(), PING).join();
    krpc.query(far.contact.endpoint(), PING).join();

    int count = krpc.closest(TARGET, FIND, reply -> true).join();

    assertThat(count).isEqualTo(2);
  }

  @Test
  void another_length_of_ids_changes_the_size_of_compact_nodes() {
    NodeId first = NodeId.hex("80".repeat(32));
    NodeId second = NodeId.hex("81".repeat(32));
    Answerer one = new Answerer(loop, first);
    Answerer two = new Answerer(loop, second);
    one.names = List.of(two.contact);
    KRpc wide = started(builder().idLength(32).nodes(one.contact.endpoint()).build());
    NodeId target = NodeId.hex("ff".repeat(32));

    int count = wide.closest(target, KRpcQuery.findNode(target), reply -> true).join();

    assertThat(count).isEqualTo(2);
    assertThat(wide.id().length()).isEqualTo(32);
    assertThatThrownBy(() -> wide.populate(TARGET, FIND))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
    wide.close();
  }

  @Test
  void replies_can_be_read_at_the_readers_pace() {
    List<Answerer> peers = overlay(12);
    List<KRpcReply> read = new ArrayList<>();

    try (Query<KRpcReply, Integer> replies = joined(peers).closest(TARGET, FIND)) {
      replies.forEach(read::add);

      assertThat(replies.summary().join()).isEqualTo(12);
    }

    assertThat(read).hasSize(12);
  }

  @Test
  void closing_the_stream_ends_the_lookup_with_what_it_has() throws Exception {
    List<Answerer> peers = overlay(12);
    peers.subList(1, 12).forEach(peer -> peer.silent = true);
    Query<KRpcReply, Integer> replies = joined(peers).closest(TARGET, FIND);
    assertThat(replies.next()).isPresent();

    replies.close();

    assertThat(replies.summary().join()).isEqualTo(1);
  }
}
