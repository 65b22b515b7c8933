package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.Sampled;
import dev.kith.mainline.Scraped;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One mldht node and one of ours, each asking the other. mldht takes no loopback contact from
/// anybody, so there is no network of more.
class MldhtIT {
  private static final String SEED = "55".repeat(32);
  private static final SigningKey KEY = SigningKey.of(Bytes.hex(SEED));

  private static PeerProcess mldht;
  private static Endpoint theirs;
  private static NodeId theirId;
  private static Kiths ours;

  @BeforeAll
  static void start() throws IOException {
    mldht = MldhtPeer.start();
    theirs = Endpoint.loopback(mldht.port());
    theirId = NodeId.of(NpmNodes.bytes(mldht.ask("id", Map.of()).path("nodeId")));
    ours = Kiths.join(1, theirs);
  }

  @AfterAll
  static void stop() {
    ours.close();
    mldht.close();
  }

  @Test
  void each_answers_the_pings_of_the_other() {
    assertThat(await(ours.node(0).ping(theirs)).id()).isEqualTo(theirId);
    assertThat(id(ask("ping", Map.of()).path("nodeId"))).isEqualTo(ours.id(0));
  }

  @Test
  void mldht_tells_us_how_it_sees_us() {
    assertThat(await(ours.node(0).ping(theirs)).seenAs()).contains(ours.endpoint(0));
  }

  @Test
  void we_have_it_in_our_table_and_name_it_to_others() {
    JsonNode reply = ask("findNode", Map.of("target", text(hash("any").bytes())));

    assertThat(await(ours.node(0).contacts())).extracting(each -> each.id()).contains(theirId);
    assertThat(reply.path("nodes").valueStream().map(each -> id(each.path("nodeId"))))
        .contains(theirId);
  }

  @Test
  void we_read_the_peers_it_has() {
    NodeId infoHash = hash("its peers");
    mldht.ask(
        "peer", Map.of("host", "127.0.0.1", "port", 7501, "infoHash", text(infoHash.bytes())));
    mldht.ask(
        "peer", Map.of("host", "127.0.0.2", "port", 7502, "infoHash", text(infoHash.bytes())));

    assertThat(ours.peers(0, infoHash)).containsExactly("127.0.0.1:7501", "127.0.0.2:7502");
  }

  @Test
  void it_acknowledges_our_announces() {
    NodeId infoHash = hash("announced to mldht");

    assertThat(await(ours.node(0).announce(infoHash, 7503, false)).acknowledged()).isEqualTo(1);
    assertThat(await(ours.node(0).announceImplied(infoHash, true)).acknowledged()).isEqualTo(1);
  }

  @Test
  void it_announces_to_us_and_reads_the_peer_back() {
    String infoHash = text(hash("announced by mldht").bytes());
    JsonNode first = ask("getPeers", Map.of("infoHash", infoHash));
    ask(
        "announce",
        Map.of("infoHash", infoHash, "peerPort", 7504, "token", first.path("token").asString()));

    JsonNode second = ask("getPeers", Map.of("infoHash", infoHash, "scrape", true));

    assertThat(second.path("peers").path(0).asString()).isEqualTo("127.0.0.1:7504");
    assertThat(second.path("scrapePeers").asInt()).isEqualTo(1);
  }

  @Test
  void we_estimate_the_torrent_it_holds_though_it_misspells_the_seed_filter() {
    NodeId infoHash = hash("scraped");
    for (int i = 1; i <= 20; i++) {
      mldht.ask(
          "peer",
          Map.of(
              "host",
              "127.0.2." + i,
              "port",
              7600,
              "infoHash",
              text(infoHash.bytes()),
              "seed",
              i <= 5));
    }

    Scraped scraped = await(ours.node(0).scrape(infoHash));

    assertThat(scraped.filters()).isEqualTo(1);
    assertThat(scraped.seeds()).isBetween(4.0, 6.5);
    assertThat(scraped.peers()).isBetween(13.0, 17.5);
  }

  @Test
  void items_of_both_kinds_go_from_us_to_it_and_back() {
    ImmutableItem plain = ImmutableItem.of(BString.of("to mldht"));
    MutableItem signed = MutableItem.sign(KEY, Bytes.utf8("m"), 4, BString.of("to mldht, signed"));

    assertThat(await(ours.node(0).put(plain)).acknowledged()).isEqualTo(1);
    assertThat(await(ours.node(0).put(signed)).acknowledged()).isEqualTo(1);
    assertThat(await(ours.node(0).get(plain.target())).item()).contains(plain);
    assertThat(await(ours.node(0).get(KEY.publicKey(), Bytes.utf8("m"))).item()).contains(signed);
  }

  @Test
  void it_refuses_our_lower_seq_and_our_wrong_cas() {
    Bytes salt = Bytes.utf8("strict");
    await(ours.node(0).put(MutableItem.sign(KEY, salt, 10, BString.of("ten"))));

    assertThat(refused(() -> MutableItem.sign(KEY, salt, 9, BString.of("nine")), -1))
        .isEqualTo(302);
    assertThat(refused(() -> MutableItem.sign(KEY, salt, 11, BString.of("eleven")), 3))
        .isEqualTo(301);
  }

  @Test
  void it_puts_items_of_both_kinds_to_us_and_reads_them_back() {
    String salt = text(Bytes.utf8("by mldht"));
    JsonNode plain = put(Map.of("value", text(Bytes.utf8("by mldht"))));
    JsonNode signed =
        put(Map.of("value", text(Bytes.utf8("v")), "seed", "0x" + SEED, "seq", 6, "salt", salt));

    JsonNode plainBack = ask("get", Map.of("target", plain.path("target").asString()));
    JsonNode signedBack =
        ask("get", Map.of("target", signed.path("target").asString(), "salt", salt));

    assertThat(plainBack.path("value").asString()).isEqualTo(text(Bytes.utf8("8:by mldht")));
    assertThat(signedBack.path("seq").asLong()).isEqualTo(6);
    assertThat(signedBack.path("valid").asBoolean()).isTrue();
  }

  @Test
  void we_refuse_its_lower_seq_and_its_wrong_cas() {
    String salt = text(Bytes.utf8("strict too"));
    Map<String, Object> item = new LinkedHashMap<>();
    item.putAll(Map.of("value", "0x61", "seed", "0x" + SEED, "seq", 10, "salt", salt));
    put(item);

    item.putAll(Map.of("value", "0x62", "seq", 9));
    PeerException lower = catchThrowableOfType(PeerException.class, () -> put(item));
    item.putAll(Map.of("value", "0x63", "seq", 11, "cas", 3));
    PeerException wrongCas = catchThrowableOfType(PeerException.class, () -> put(item));

    assertThat(lower.code()).isEqualTo("302");
    assertThat(wrongCas.code()).isEqualTo("301");
  }

  @Test
  void each_samples_the_info_hashes_of_the_other() {
    String infoHash = text(hash("sampled").bytes());
    mldht.ask("peer", Map.of("host", "127.0.0.1", "port", 7505, "infoHash", infoHash));
    JsonNode first = ask("getPeers", Map.of("infoHash", infoHash));
    ask(
        "announce",
        Map.of("infoHash", infoHash, "peerPort", 7506, "token", first.path("token").asString()));

    JsonNode ofOurs = ask("sample", Map.of("target", infoHash));
    Sampled ofTheirs = await(ours.node(0).sample(theirs, hash("sampled")));

    assertThat(ofOurs.path("num").asInt()).isPositive();
    assertThat(ofOurs.path("samples").valueStream().map(JsonNode::asString)).contains(infoHash);
    assertThat(ofTheirs.held()).isPositive();
  }

  private static int refused(java.util.function.Supplier<MutableItem> item, long cas) {
    return catchThrowableOfType(
            MainlineException.Refused.class,
            () -> await(cas < 0 ? ours.node(0).put(item.get()) : ours.node(0).put(item.get(), cas)))
        .code();
  }

  /// Fetches a token for the item's target first, as BEP 44 wants it.
  private static JsonNode put(Map<String, ?> item) {
    Map<String, Object> request = new LinkedHashMap<>(item);
    request.put("token", "0x00");
    String target = ask("target", request).path("target").asString();
    request.put("token", ask("get", Map.of("target", target)).path("token").asString());
    return ask("put", request);
  }

  private static JsonNode ask(String command, Map<String, ?> fields) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.put("host", "127.0.0.1");
    request.put("port", ours.endpoint(0).port());
    return mldht.ask(command, request);
  }

  private static String text(Bytes bytes) {
    return NpmNodes.text(bytes);
  }

  private static NodeId id(JsonNode text) {
    return NodeId.of(NpmNodes.bytes(text));
  }
}
