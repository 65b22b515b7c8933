package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.QueryPacket;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The k-rpc API between nodes on real sockets of the loopback address.
class KRpcTest {
  private static final NodeId TARGET = id("ff");
  private static final KRpcQuery PING = KRpcQuery.of("ping");
  private static final KRpcQuery FIND = KRpcQuery.findNode(TARGET);
  private static final Endpoint NOBODY = Endpoint.loopback(1);

  private EventLoop loop;
  private KRpc krpc;

  @BeforeEach
  void start() throws IOException {
    loop = EventLoop.start(LoopOptions.defaults());
    krpc = started(options());
  }

  @AfterEach
  void stop() {
    krpc.close();
    loop.close();
  }

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
    pending.forEach(each -> each.whenComplete((done, failed) -> ended.incrementAndGet()));

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

  private KRpc joined(List<Answerer> peers) {
    krpc.close();
    krpc = started(builder().nodes(peers.get(0).contact.endpoint()).build());
    return krpc;
  }

  /// Nodes that all name all others.
  private List<Answerer> overlay(int size) {
    List<Answerer> peers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      peers.add(new Answerer(loop, id("%02x".formatted(0x80 + 4 * i))));
    }
    List<Contact> all = peers.stream().map(peer -> peer.contact).toList();
    peers.forEach(peer -> peer.names = all);
    return peers;
  }

  private static KRpc started(KRpcOptions options) {
    try {
      return KRpc.start(options);
    } catch (IOException cannot) {
      throw new AssertionError(cannot);
    }
  }

  private static KRpcOptions options() {
    return builder().build();
  }

  private static KRpcOptions.Builder builder() {
    return KRpcOptions.builder().listen(Endpoint.loopback(0)).timeout(Duration.ofMillis(400));
  }

  private static NodeId id(String start) {
    return NodeId.hex(start + "0".repeat(40 - start.length()));
  }

  /// A socket that sends what it is told to.
  private static final class RawPeer implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    RawPeer() throws IOException {
      socket.setSoTimeout(5_000);
    }

    Endpoint endpoint() {
      return Endpoint.loopback(socket.getLocalPort());
    }

    void send(Endpoint to, String text) throws IOException {
      send(to.toSocketAddress(), Bytes.utf8(text).toArray());
    }

    private void send(InetSocketAddress to, byte[] bytes) throws IOException {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    /// Waits for a query and answers it with `text`, in which `%t` stands for its transaction id.
    void answer(String text) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
      socket.receive(packet);
      QueryPacket query;
      try {
        query = (QueryPacket) new KrpcCodec().decode(packet.getData(), packet.getLength());
      } catch (MalformedException malformed) {
        throw new IOException(malformed);
      }
      int at = text.indexOf("%t");
      Bytes bytes =
          Bytes.utf8(text.substring(0, at))
              .concat(query.t())
              .concat(Bytes.utf8(text.substring(at + 2)));
      send((InetSocketAddress) packet.getSocketAddress(), bytes.toArray());
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
