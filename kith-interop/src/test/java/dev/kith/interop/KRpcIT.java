package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.NeedsNpmPeers.Peers;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.krpc.KRpc;
import dev.kith.mainline.krpc.KRpcException;
import dev.kith.mainline.krpc.KRpcOptions;
import dev.kith.mainline.krpc.KRpcQuery;
import dev.kith.mainline.krpc.KRpcReply;
import dev.kith.mainline.krpc.RemoteNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every call of our k-rpc API against a network of bittorrent-dht, and k-rpc from npm against
/// ours.
@NeedsNpmPeers
class KRpcIT {
  private static NpmNodes npm;
  private static PeerProcess theirs;

  private KRpc ours;

  @BeforeAll
  static void startNetwork() {
    npm = NpmNodes.join(20);
    theirs = Peers.npm().krpc();
  }

  @AfterAll
  static void stopNetwork() {
    theirs.close();
    npm.close();
  }

  @BeforeEach
  void startOurs() throws IOException {
    ours =
        KRpc.start(
            KRpcOptions.builder()
                .listen(Endpoint.loopback(0))
                .nodes(npm.endpoint(0))
                .timeout(Duration.ofMillis(600))
                .build());
  }

  @AfterEach
  void stopOurs() {
    ours.close();
  }

  @Test
  void populate_walks_over_their_network_and_fills_the_table() {
    Queue<Contact> entered = new ConcurrentLinkedQueue<>();
    ours.onNode(entered::add);

    int replies = await(ours.populate(ours.id(), KRpcQuery.findNode(ours.id())));

    assertThat(replies).isEqualTo(20);
    assertThat(await(ours.nodes().count())).isEqualTo(20);
    assertThat(entered).extracting(Contact::id).containsExactlyInAnyOrderElementsOf(npm.ids());
    assertThat(await(ours.nodes().closest(hash("x"), 3)).stream().map(Contact::id))
        .containsExactlyElementsOf(Kiths.nearest(hash("x"), 3, npm.ids()));
  }

  @Test
  void closest_tells_of_every_reply_with_its_token() {
    NodeId infoHash = hash("closest");
    Queue<KRpcReply> heard = new ConcurrentLinkedQueue<>();

    int replies =
        await(
            ours.closest(
                infoHash,
                KRpcQuery.getPeers(infoHash),
                reply -> {
                  heard.add(reply);
                  return true;
                }));

    assertThat(replies).isEqualTo(20);
    assertThat(heard).hasSize(20).allSatisfy(reply -> assertThat(reply.token()).isNotNull());
  }

  @Test
  void closest_says_nothing_more_once_it_was_told_to_stop() {
    NodeId infoHash = hash("stopped");
    Queue<KRpcReply> heard = new ConcurrentLinkedQueue<>();

    await(
        ours.closest(
            infoHash,
            KRpcQuery.getPeers(infoHash),
            reply -> {
              heard.add(reply);
              return false;
            }));

    assertThat(heard).hasSize(1);
  }

  @Test
  void query_all_announces_with_the_token_of_each() {
    NodeId infoHash = hash("announced by hand");
    Queue<RemoteNode> holders = new ConcurrentLinkedQueue<>();
    await(
        ours.closest(
            infoHash,
            KRpcQuery.getPeers(infoHash),
            reply -> {
              holders.add(reply.from());
              return true;
            }));
    KRpcQuery announce =
        new KRpcQuery(
            "announce_peer",
            BDict.builder()
                .put("implied_port", 0)
                .put("info_hash", infoHash.bytes())
                .put("port", 7801)
                .build());

    int acknowledged = await(ours.queryAll(holders, announce, reply -> true));

    assertThat(acknowledged).isEqualTo(20);
    assertThat(npm.lookup(11, infoHash)).containsExactly("127.0.0.1:7801");
  }

  @Test
  void query_gets_one_answer() {
    KRpcReply reply = await(ours.query(npm.endpoint(4), KRpcQuery.of("ping")));

    assertThat(reply.id()).isEqualTo(npm.id(4));
    assertThat(reply.node()).isEqualTo(npm.endpoint(4));
  }

  @Test
  void query_fails_with_the_code_of_their_error_or_with_a_time_out() {
    KRpcQuery noTarget = KRpcQuery.of("find_node");
    KRpcQuery unknown = KRpcQuery.of("nothing they know");

    KRpcException.Refused refused =
        catchThrowableOfType(
            KRpcException.Refused.class, () -> await(ours.query(npm.endpoint(4), noTarget)));

    assertThat(refused.number()).isEqualTo(203);
    assertThat(
            catchThrowableOfType(
                KRpcException.TimedOut.class, () -> await(ours.query(npm.endpoint(4), unknown))))
        .isNotNull();
  }

  @Test
  void an_expected_id_that_is_not_theirs_is_an_error() {
    RemoteNode wrong = RemoteNode.of(new Contact(hash("nobody"), npm.endpoint(4)));

    assertThat(
            catchThrowableOfType(
                KRpcException.UnexpectedNode.class,
                () -> await(ours.query(wrong, KRpcQuery.of("ping")))))
        .isNotNull();
  }

  @Test
  void their_k_rpc_reads_our_responses_with_nodes_and_our_errors() {
    Contact named = new Contact(hash("named"), Endpoint.parse("127.0.0.5:7802"));
    ours.onQuery(
        (query, from) -> {
          CompletableFuture<?> _ =
              query.asks("find_node")
                  ? ours.response(from, query, BDict.EMPTY, List.of(named))
                  : ours.error(from, query, 203, "not today");
        });
    int rpc = create(Map.of());

    JsonNode reply = query(rpc, "find_node", Map.of("target", NpmNodes.text(hash("t").bytes())));
    PeerException refused =
        catchThrowableOfType(PeerException.class, () -> query(rpc, "ping", Map.of()));

    assertThat(NpmNodes.bytes(reply.path("r").path("id"))).isEqualTo(ours.id().bytes());
    assertThat(NpmNodes.bytes(reply.path("r").path("nodes")))
        .isEqualTo(named.id().bytes().concat(Bytes.hex("7f0000051e7a")));
    assertThat(refused.code()).isEqualTo("203");
    assertThat(refused.getMessage()).contains("not today");
  }

  @Test
  void their_k_rpc_walks_over_a_network_of_our_nodes() throws IOException {
    try (Kiths kiths = Kiths.join(12)) {
      int rpc = create(Map.of("bootstrap", kiths.endpoint(0).toString()));
      String target = NpmNodes.text(hash("walked").bytes());

      JsonNode walk =
          theirs.ask(
              "closest",
              Map.of(
                  "rpc",
                  rpc,
                  "target",
                  target,
                  "q",
                  "get_peers",
                  "a",
                  Map.of("info_hash", target)));

      List<NodeId> repliers =
          walk.path("seen").valueStream().map(seen -> seen.path("nodeId")).map(KRpcIT::id).toList();
      assertThat(repliers).containsAll(Kiths.nearest(hash("walked"), 8, kiths.ids()));
      assertThat(walk.path("seen").valueStream().map(seen -> seen.path("token").asString()))
          .allSatisfy(token -> assertThat(token).hasSize(2 + 16));
    }
  }

  @Test
  void a_full_bucket_offers_its_contacts_and_takes_the_newcomer_for_a_dead_one()
      throws IOException {
    // Two contacts a bucket and twenty nodes: the far half overflows at once.
    KRpcOptions small =
        KRpcOptions.builder().listen(Endpoint.loopback(0)).nodes(npm.endpoint(0)).k(2).build();
    try (KRpc narrow = KRpc.start(small)) {
      CompletableFuture<NodeId> removed = new CompletableFuture<>();
      narrow.onPing(
          (old, swap) -> {
            if (!removed.isDone()) {
              swap.swap(old.getFirst());
              removed.complete(old.getFirst().id());
            }
          });

      IntStream.range(0, 20)
          .forEach(i -> await(narrow.query(npm.endpoint(i), KRpcQuery.of("ping"))));

      assertThat(await(narrow.nodes().get(await(removed)))).isEmpty();
      assertThat(await(narrow.nodes().count())).isBetween(2, 19);
    }
  }

  @Test
  void destroy_ends_whatever_is_under_way_with_one_error() {
    CompletableFuture<KRpcReply> query =
        ours.query(npm.endpoint(4), KRpcQuery.of("nothing they know"));

    await(ours.destroy());

    assertThat(catchThrowableOfType(KRpcException.Cancelled.class, () -> await(query))).isNotNull();
  }

  @Test
  void clear_empties_the_table_and_address_tells_where_it_is() {
    await(ours.populate(ours.id(), KRpcQuery.findNode(ours.id())));

    await(ours.clear());

    assertThat(await(ours.nodes().count())).isZero();
    assertThat(await(ours.address()))
        .map(Endpoint::port)
        .hasValueSatisfying(port -> assertThat(port).isPositive());
  }

  private static int create(Map<String, ?> fields) {
    return theirs.ask("create", fields).path("rpc").asInt();
  }

  private static NodeId id(JsonNode text) {
    return NodeId.of(NpmNodes.bytes(text));
  }

  private JsonNode query(int rpc, String q, Map<String, ?> a) {
    Endpoint to = await(ours.address()).orElseThrow();
    return theirs.ask(
        "query",
        Map.of("rpc", rpc, "q", q, "a", a, "node", Map.of("host", "127.0.0.1", "port", to.port())));
  }
}
