package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.bencode.BDict;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The k-rpc API between nodes on real sockets of the loopback address: queries, the table, events,
/// the socket.
class KRpcTest extends Overlay {
  private static final Set<Class<? extends Event>> REQUESTS =
      Set.of(Event.RequestSent.class, Event.RequestAnswered.class, Event.RequestTimedOut.class);

  @Test
  void a_query_brings_the_whole_reply_and_leaves_the_arguments_alone() {
    Answerer peer = new Answerer(loop, id("80"));

    KRpcReply reply = krpc.query(peer.contact.endpoint(), PING).join();

    assertThat(reply.id()).isEqualTo(id("80"));
    assertThat(reply.r().string("id")).isEqualTo(id("80").bytes());
    assertThat(reply.packet().t().length()).isEqualTo(4);
    assertThat(peer.asked.get(0).asks("ping")).isTrue();
    assertThat(peer.asked.get(0).a().string("id")).isEqualTo(krpc.id().bytes());
    assertThat(PING.arguments()).isEqualTo(BDict.EMPTY);
  }

  @Test
  void a_host_name_is_looked_up() {
    Answerer peer = new Answerer(loop, id("80"));

    KRpcReply reply = krpc.query("localhost:" + peer.contact.endpoint().port(), PING).join();

    assertThat(reply.id()).isEqualTo(id("80"));
  }

  @Test
  void silence_is_a_timeout() {
    assertThatThrownBy(() -> krpc.query(NOBODY, PING).join())
        .hasCauseInstanceOf(KRpcException.TimedOut.class)
        .extracting(why -> ((KRpcException) why.getCause()).code())
        .isEqualTo("ETIMEDOUT");
  }

  @Test
  void an_observer_that_throws_keeps_no_query_from_ending() throws Exception {
    Answerer peer = new Answerer(loop, id("80"));
    Observer broken =
        event -> {
          if (REQUESTS.contains(event.getClass())) {
            throw new IllegalStateException("cannot watch " + event);
          }
        };
    KRpc watched = KRpc.openOn(loop, builder().id(id("70")).observer(broken).build());

    List<CompletableFuture<KRpcReply>> queries =
        loop.submit( // in one turn, so that both of the silent ones are given up in one
                () ->
                    List.of(
                        watched.query(peer.contact.endpoint(), PING),
                        watched.query(NOBODY, PING),
                        watched.query(NOBODY, PING)))
            .join();

    assertThat(queries.get(0)).succeedsWithin(5, TimeUnit.SECONDS);
    for (CompletableFuture<KRpcReply> silent : queries.subList(1, 3)) {
      assertThat(silent)
          .failsWithin(5, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(KRpcException.TimedOut.class);
    }
    watched.destroy().join();
    assertThat(loop.counts().broken()).isEqualTo(6); // three sent, one answered, two timed out
  }

  @Test
  void another_id_than_expected_is_an_unexpected_node() {
    Answerer peer = new Answerer(loop, id("80"));

    assertThatThrownBy(
            () -> krpc.query(new RemoteNode(peer.contact.endpoint(), id("81"), null), PING).join())
        .extracting(why -> ((KRpcException) why.getCause()).code())
        .isEqualTo("EUNEXPECTEDNODE");
    assertThat(krpc.nodes().count().join()).isZero();
  }

  @Test
  void an_error_packet_is_a_refusal_with_its_number() {
    Answerer peer = new Answerer(loop, id("80"));
    peer.errorCode = 203;

    assertThatThrownBy(() -> krpc.query(peer.contact.endpoint(), PING).join())
        .cause()
        .isInstanceOf(KRpcException.Refused.class)
        .hasMessage("203 no")
        .extracting(why -> ((KRpcException.Refused) why).number())
        .isEqualTo(203);
  }

  @Test
  void a_token_goes_to_its_node_only() {
    Answerer one = new Answerer(loop, id("80"));
    Answerer two = new Answerer(loop, id("81"));
    RemoteNode withToken = krpc.query(one.contact.endpoint(), PING).join().from();

    int hits =
        krpc.queryAll(List.of(withToken, RemoteNode.of(two.contact)), FIND, reply -> true).join();

    assertThat(hits).isEqualTo(2);
    assertThat(one.asked.get(1).a().string("token")).isEqualTo(withToken.token());
    assertThat(two.asked.get(0).a().has("token")).isFalse();
    assertThat(FIND.arguments().has("token")).isFalse();
  }

  @Test
  void query_all_tells_of_replies_until_false_and_counts_them_all() {
    List<RemoteNode> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(RemoteNode.of(new Answerer(loop, id("8" + i)).contact));
    }
    Answerer refusing = new Answerer(loop, id("90"));
    refusing.errorCode = 203;
    nodes.add(RemoteNode.of(refusing.contact));
    AtomicInteger told = new AtomicInteger();

    int hits = krpc.queryAll(nodes, PING, reply -> told.incrementAndGet() < 2).join();

    assertThat(hits).isEqualTo(4);
    assertThat(told).hasValue(2);
  }

  @Test
  void query_all_without_a_hit_fails_with_the_error_that_tells_most() {
    Answerer generic = new Answerer(loop, id("80"));
    Answerer outdated = new Answerer(loop, id("81"));
    generic.errorCode = 201;
    outdated.errorCode = 302;
    RemoteNode first = RemoteNode.of(generic.contact);
    RemoteNode second = RemoteNode.of(outdated.contact);

    assertThatThrownBy(() -> krpc.queryAll(List.of(), PING, reply -> true).join())
        .cause()
        .isInstanceOf(KRpcException.NoNodes.class)
        .hasMessage("No nodes to query");
    assertThatThrownBy(() -> krpc.queryAll(List.of(first), PING, reply -> true).join())
        .cause()
        .isInstanceOf(KRpcException.AllFailed.class)
        .hasMessage("All queries failed");
    assertThatThrownBy(() -> krpc.queryAll(List.of(first, second), PING, reply -> true).join())
        .cause()
        .isInstanceOf(KRpcException.Refused.class)
        .hasMessage("302 no");
  }

  @Test
  void an_error_the_listener_throws_ends_query_all() {
    RemoteNode peer = RemoteNode.of(new Answerer(loop, id("80")).contact);

    CompletableFuture<Integer> hits =
        krpc.queryAll(
            List.of(peer),
            PING,
            reply -> {
              throw new AssertionError("enough");
            });

    assertThat(hits)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(AssertionError.class);
  }

  @Test
  void an_error_a_listener_throws_harms_no_query() {
    Answerer peer = new Answerer(loop, id("80"));
    krpc.onNode(
        contact -> {
          throw new AssertionError("no " + contact);
        });

    CompletableFuture<KRpcReply> reply = krpc.query(peer.contact.endpoint(), PING);

    assertThat(reply).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void only_a_matched_reply_brings_a_contact_into_the_table() throws Exception {
    try (RawPeer raw = new RawPeer()) {
      Endpoint here = krpc.address().join().orElseThrow();
      BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
      BlockingQueue<Endpoint> queried = new LinkedBlockingQueue<>();
      krpc.onWarning((reason, from) -> warnings.add(reason));
      krpc.onQuery((query, from) -> queried.add(from));

      raw.send(here, "d1:ad2:id20:aaaaaaaaaaaaaaaaaaaae1:q4:ping1:t1:x1:y1:qe");
      raw.send(here, "d1:rd2:id20:aaaaaaaaaaaaaaaaaaaae1:t4:abcd1:y1:re");
      raw.send(here, "no bencode");

      assertThat(queried.poll(5, TimeUnit.SECONDS)).isEqualTo(raw.endpoint());
      assertThat(warnings.poll(5, TimeUnit.SECONDS)).isEqualTo("reply to nothing");
      assertThat(warnings.poll(5, TimeUnit.SECONDS)).isEqualTo("not a dictionary");
      assertThat(krpc.nodes().count().join()).isZero();
    }
  }

  @Test
  void a_contact_that_leaves_a_query_unanswered_leaves_the_table() {
    Answerer peer = new Answerer(loop, id("80"));
    krpc.query(peer.contact.endpoint(), PING).join();
    assertThat(krpc.nodes().get(id("80")).join()).contains(peer.contact);

    peer.silent = true;
    assertThatThrownBy(() -> krpc.query(RemoteNode.of(peer.contact), PING).join())
        .hasCauseInstanceOf(KRpcException.TimedOut.class);

    assertThat(krpc.nodes().count().join()).isZero();
  }

  @Test
  void a_full_bucket_names_its_oldest_contacts_and_swaps_the_dead_one() throws Exception {
    KRpc small = started(builder().k(2).concurrency(1).id(id("00")).build());
    BlockingQueue<List<Contact>> offered = new LinkedBlockingQueue<>();
    BlockingQueue<BucketSwap> swaps = new LinkedBlockingQueue<>();
    small.onPing(
        (oldNodes, swap) -> {
          offered.add(oldNodes);
          swaps.add(swap);
        });
    List<Answerer> peers = new ArrayList<>();
    for (String each : List.of("80", "81", "82")) {
      Answerer peer = new Answerer(loop, id(each));
      small.query(peer.contact.endpoint(), PING).join();
      peers.add(peer);
    }

    List<Contact> oldNodes = offered.poll(5, TimeUnit.SECONDS);
    BucketSwap swap = swaps.poll(5, TimeUnit.SECONDS);
    assertThat(oldNodes).containsExactly(peers.get(0).contact);
    assertThat(small.nodes().get(id("82")).join()).isEmpty();
    assertThatThrownBy(() -> swap.swap(peers.get(1).contact))
        .isInstanceOf(IllegalArgumentException.class);
    swap.swap(peers.get(0).contact);

    assertThat(small.nodes().toList().join())
        .containsExactlyInAnyOrder(peers.get(1).contact, peers.get(2).contact);
    small.close();
  }

  @Test
  void the_table_is_read_and_changed_in_the_words_of_a_k_bucket() {
    Contact near = new Contact(id("fe"), Endpoint.loopback(1001));
    Contact far = new Contact(id("01"), Endpoint.loopback(1002));

    assertThat(krpc.nodes().add(far).join()).isTrue();
    assertThat(krpc.nodes().add(near).join()).isTrue();

    assertThat(krpc.nodes().count().join()).isEqualTo(2);
    assertThat(krpc.nodes().closest(TARGET).join()).containsExactly(near, far);
    assertThat(krpc.nodes().closest(TARGET, 1).join()).containsExactly(near);
    assertThat(krpc.nodes().remove(id("01")).join()).contains(far);
    assertThat(krpc.nodes().toList().join()).containsExactly(near);
    krpc.clear().join();
    assertThat(krpc.nodes().count().join()).isZero();
  }

  @Test
  void a_response_has_the_id_and_the_nodes_packed() {
    Answerer peer = new Answerer(loop, id("80"));
    Contact four = new Contact(id("01"), Endpoint.parse("1.2.3.4:5"));
    Contact six = new Contact(id("02"), Endpoint.parse("[2001:db8::1]:6"));
    Contact odd = new Contact(NodeId.hex("0102"), Endpoint.parse("1.2.3.4:5"));
    peer.names = List.of(four, six, odd);

    BDict r = krpc.query(peer.contact.endpoint(), PING).join().r();

    assertThat(r.string("id")).isEqualTo(id("80").bytes());
    assertThat(r.string("nodes"))
        .isEqualTo(id("01").bytes().concat(Bytes.hex("01020304" + "0005")));
    assertThat(r.string("nodes6").length()).isEqualTo(38);
  }

  @Test
  void destroying_ends_everything_once_as_cancelled() {
    Answerer silent = new Answerer(loop, id("80"));
    silent.silent = true;
    KRpc other = started(builder().concurrency(2).nodes(silent.contact.endpoint()).build());
    RemoteNode node = RemoteNode.at(silent.contact.endpoint());
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      pending.add(other.query(node, PING));
    }
    pending.add(other.closest(TARGET, FIND, reply -> true));
    pending.add(other.populate(TARGET, FIND));
    pending.add(other.queryAll(List.of(node, node), PING, reply -> true));
    pending.add(other.closest(TARGET, FIND).summary());
    AtomicInteger ended = new AtomicInteger();
    for (CompletableFuture<?> each : pending) {
      var _ = each.whenComplete((done, failed) -> ended.incrementAndGet());
    }

    other.destroy().join();

    assertThat(ended).hasValue(pending.size());
    assertThat(pending)
        .allSatisfy(
            each ->
                assertThat(each.exceptionNow())
                    .isInstanceOf(KRpcException.Cancelled.class)
                    .hasMessage("Query was cancelled"));
    assertThatThrownBy(() -> other.query(node, PING).join())
        .hasCauseInstanceOf(KRpcException.Cancelled.class);
    other.destroy().join();
    other.close();
  }

  @Test
  void a_listener_may_close_what_calls_it() throws Exception {
    Answerer peer = new Answerer(loop, id("80"));
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    krpc.onNode(
        contact -> {
          krpc.close();
          closed.complete(true);
        });

    CompletableFuture<KRpcReply> reply = krpc.query(peer.contact.endpoint(), PING);

    assertThat(closed.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(reply.get(5, TimeUnit.SECONDS).id()).isEqualTo(id("80"));
  }

  @Test
  void binding_is_announced_and_happens_once() throws IOException {
    KRpc unbound = KRpc.open(options());
    List<Endpoint> listening = new ArrayList<>();
    unbound.onListening(listening::add);
    assertThat(unbound.address().join()).isEmpty();

    Endpoint bound = unbound.bind(Endpoint.loopback(0)).join();

    assertThat(unbound.address().join()).contains(bound);
    assertThat(listening).containsExactly(bound);
    assertThatThrownBy(() -> unbound.bind().join()).hasCauseInstanceOf(IllegalStateException.class);
    unbound.close();
  }

  @Test
  void the_first_query_binds() throws IOException {
    Answerer peer = new Answerer(loop, id("80"));
    try (KRpc unbound = KRpc.open(options())) {
      unbound.query(peer.contact.endpoint(), PING).join();

      assertThat(unbound.address().join()).contains(peer.askers.get(0));
    }
  }

  @Test
  void a_taken_port_is_an_error() throws IOException {
    Endpoint taken = krpc.address().join().orElseThrow();
    try (KRpc unbound = KRpc.open(options())) {
      List<IOException> errors = new ArrayList<>();
      unbound.onError(errors::add);

      assertThatThrownBy(() -> unbound.bind(taken).join()).hasCauseInstanceOf(BindException.class);
      assertThat(errors).singleElement().isInstanceOf(BindException.class);
    }
    assertThatThrownBy(() -> KRpc.start(builder().listen(taken).build()))
        .isInstanceOf(BindException.class);
  }
}
