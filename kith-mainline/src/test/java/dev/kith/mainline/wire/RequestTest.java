package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Vectors;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeDecoder;
import dev.kith.mainline.bencode.Limits;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTest {
  private static final NodeId ID = NodeId.of(Bytes.utf8("abcdefghij0123456789"));
  private static final NodeId TARGET = NodeId.of(Bytes.utf8("mnopqrstuvwxyz123456"));
  private static final BDict SENDER = BDict.builder().put("id", ID.bytes()).build();
  private static final Bytes TOKEN = Bytes.utf8("aoeusnth");

  @Test
  void published_queries_are_what_they_say() throws Exception {
    assertThat(published("ping_query")).isEqualTo(new Request.Ping(ID));
    assertThat(published("find_node_query"))
        .isEqualTo(new Request.FindNode(ID, TARGET, Want.UNSAID));
    assertThat(published("get_peers_query"))
        .isEqualTo(new Request.GetPeers(ID, TARGET, Want.UNSAID, false, false));
    assertThat(published("announce_peer_query"))
        .isEqualTo(new Request.AnnouncePeer(ID, TARGET, 0, TOKEN, false));
    assertThat(parse(Vectors.text(Vectors.at("/bep32"), "find_node_want_both_text")))
        .isEqualTo(new Request.FindNode(ID, TARGET, new Want(true, true)));
    assertThat(parse(Vectors.text(Vectors.at("/bep51"), "query_text")))
        .isEqualTo(new Request.SampleInfohashes(ID, TARGET, Want.UNSAID));
  }

  @Test
  void every_observed_query_is_understood() {
    Vectors.each("/observed/queries")
        .flatMap(client -> client.valueStream())
        .forEach(
            hex -> {
              Parsed parsed = parsed(Bytes.hex(hex.asString()));
              assertThat(parsed).isInstanceOf(Request.class).isNotInstanceOf(Request.Unknown.class);
            });
  }

  @Test
  void an_observed_put_carries_its_value() {
    String hex = Vectors.at("/observed/queries/libtorrent 2.0.8/put").asString();

    assertThat(parsed(Bytes.hex(hex)))
        .isInstanceOfSatisfying(
            Request.Put.class,
            put -> {
              assertThat(put.item()).isEqualTo(ImmutableItem.of(BString.of("hi")));
              assertThat(put.token()).isEqualTo(Bytes.utf8("tokn"));
            });
  }

  @Test
  void an_id_that_is_missing_or_short_is_refused() {
    assertRefused(parse("ping", BDict.EMPTY), 203);
    assertRefused(parse("ping", SENDER.with("id", new BString(Bytes.wrap(new byte[19])))), 203);
    assertRefused(parse("ping", SENDER.with("id", new BInteger(1))), 203);
  }

  @ParameterizedTest
  @ValueSource(strings = {"find_node", "get", "sample_infohashes"})
  void a_target_that_is_missing_or_short_is_refused(String method) {
    assertRefused(parse(method, SENDER), 203);
    assertRefused(parse(method, SENDER.with("target", new BString(Bytes.wrap(new byte[19])))), 203);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get_peers", "announce_peer"})
  void an_info_hash_that_is_missing_is_refused(String method) {
    assertRefused(parse(method, SENDER.with("token", new BString(TOKEN))), 203);
  }

  @Test
  void an_announced_port_is_1_to_65535_or_implied() {
    BDict a =
        SENDER.with("info_hash", new BString(TARGET.bytes())).with("token", new BString(TOKEN));

    assertRefused(parse("announce_peer", a), 203);
    assertRefused(parse("announce_peer", a.with("port", new BInteger(0))), 203);
    assertRefused(parse("announce_peer", a.with("port", new BInteger(65_536))), 203);
    assertRefused(parse("announce_peer", a.with("port", new BInteger(-1))), 203);
    assertThat(parse("announce_peer", a.with("port", new BInteger(65_535))))
        .isEqualTo(new Request.AnnouncePeer(ID, TARGET, 65_535, TOKEN, false));
    assertThat(parse("announce_peer", a.with("implied_port", new BInteger(1))))
        .isEqualTo(new Request.AnnouncePeer(ID, TARGET, 0, TOKEN, false));
    assertThat(
            parse(
                "announce_peer",
                a.with("implied_port", new BInteger(0))
                    .with("port", new BInteger(7))
                    .with("seed", new BInteger(1))))
        .isEqualTo(new Request.AnnouncePeer(ID, TARGET, 7, TOKEN, true));
    assertRefused(parse("announce_peer", a.with("port", new BInteger(7)).without("token")), 203);
  }

  @Test
  void scrape_and_noseed_are_flags() {
    BDict a = SENDER.with("info_hash", new BString(TARGET.bytes()));

    assertThat(
            parse("get_peers", a.with("scrape", new BInteger(1)).with("noseed", new BInteger(1))))
        .isEqualTo(new Request.GetPeers(ID, TARGET, Want.UNSAID, true, true));
  }

  @Test
  void an_unknown_method_may_have_a_target_of_either_name() {
    BDict target = SENDER.with("target", new BString(TARGET.bytes()));
    BDict hash = SENDER.with("info_hash", new BString(TARGET.bytes()));
    Bytes method = Bytes.utf8("future");

    assertThat(parse("future", target))
        .isEqualTo(new Request.Unknown(ID, method, TARGET, Want.UNSAID));
    assertThat(parse("future", hash))
        .isEqualTo(new Request.Unknown(ID, method, TARGET, Want.UNSAID));
    assertThat(parse("future", SENDER))
        .isEqualTo(new Request.Unknown(ID, method, null, Want.UNSAID));
    assertRefused(parse("", SENDER), 203);
  }

  @Test
  void a_get_may_name_the_sequence_number_it_has() {
    BDict a = SENDER.with("target", new BString(TARGET.bytes()));

    assertThat(parse("get", a.with("seq", new BInteger(4))))
        .isEqualTo(new Request.Get(ID, TARGET, Want.UNSAID, OptionalLong.of(4)));
  }

  @Test
  void a_mutable_put_needs_key_signature_and_sequence_number() {
    BDict a = mutablePut();

    assertThat(parse("put", a.with("cas", new BInteger(2))))
        .isEqualTo(
            new Request.Put(
                ID,
                TOKEN,
                MutableItem.ofEncoded(
                    Bytes.wrap(new byte[32]),
                    Bytes.EMPTY,
                    3,
                    Vectors.latin("1:x"),
                    Bytes.wrap(new byte[64])),
                OptionalLong.of(2)));
    assertRefused(parse("put", a.without("k")), 203);
    assertRefused(parse("put", a.without("seq")), 203);
    assertRefused(parse("put", a.without("sig")), 203);
    assertRefused(parse("put", a.with("sig", new BString(Bytes.wrap(new byte[63])))), 203);
    assertRefused(parse("put", a.with("k", new BString(Bytes.wrap(new byte[31])))), 203);
    assertRefused(parse("put", a.with("seq", new BInteger(-1))), 203);
    assertRefused(parse("put", a.without("token")), 203);
    assertRefused(parse("put", a.without("v")), 203);
  }

  @Test
  void a_salt_has_at_most_64_bytes() {
    BDict a = mutablePut();

    assertRefused(parse("put", a.with("salt", new BString(Bytes.wrap(new byte[65])))), 207);
    assertRefused(parse("put", a.with("salt", new BInteger(1))), 203);
    assertThat(parse("put", a.with("salt", new BString(Bytes.wrap(new byte[64])))))
        .isInstanceOf(Request.Put.class);
    assertThat(parse("put", a.with("salt", BString.EMPTY))).isEqualTo(parse("put", a));
  }

  @Test
  void a_value_has_at_most_1000_bytes() {
    BDict a = SENDER.with("token", new BString(TOKEN));

    assertThat(parse("put", a.with("v", BString.of("x".repeat(996)))))
        .isInstanceOf(Request.Put.class);
    assertRefused(parse("put", a.with("v", BString.of("x".repeat(997)))), 205);
  }

  @Test
  void a_value_that_is_not_canonical_is_refused_and_one_that_is_keeps_its_bytes() throws Exception {
    BDict a = SENDER.with("token", new BString(TOKEN));

    assertRefused(parse("put", a.with("v", lenient("d1:bi1e1:ai2ee"))), 203);
    assertRefused(parse("put", a.with("v", lenient("ld1:bi1e1:ai2eee"))), 203);
    assertThat(parse("put", a.with("v", lenient("d1:ai2e1:bi1ee"))))
        .isInstanceOfSatisfying(
            Request.Put.class,
            put -> assertThat(put.item().encoded()).isEqualTo(Vectors.latin("d1:ai2e1:bi1ee")));
  }

  @Test
  void a_value_of_too_many_parts_or_levels_is_refused() throws Exception {
    BDict a = SENDER.with("token", new BString(TOKEN));

    assertThat(parse("put", a.with("v", lenient("l" + "0:".repeat(479) + "e"))))
        .isInstanceOf(Request.Put.class);
    assertRefused(parse("put", a.with("v", lenient("l" + "0:".repeat(480) + "e"))), 203);
    assertThat(parse("put", a.with("v", lenient("l".repeat(14) + "e".repeat(14)))))
        .isInstanceOf(Request.Put.class);
    assertRefused(parse("put", a.with("v", lenient("l".repeat(15) + "e".repeat(15)))), 203);
  }

  private static BDict mutablePut() {
    return SENDER
        .with("token", new BString(TOKEN))
        .with("k", new BString(Bytes.wrap(new byte[32])))
        .with("seq", new BInteger(3))
        .with("sig", new BString(Bytes.wrap(new byte[64])))
        .with("v", BString.of("x"));
  }

  private static BValue lenient(String text) throws MalformedException {
    return BencodeDecoder.lenient(Limits.DATAGRAM).decode(Vectors.latin(text));
  }

  private static Parsed published(String name) throws MalformedException {
    return Vectors.each("/bep5_packets/packets")
        .filter(packet -> packet.required("name").asString().equals(name))
        .map(packet -> parsed(Vectors.text(packet, "bencoded_text")))
        .findFirst()
        .orElseThrow();
  }

  private static Parsed parse(Bytes datagram) {
    return parsed(datagram);
  }

  private static Parsed parsed(Bytes datagram) {
    try {
      Packet packet = new KrpcCodec().decode(datagram.toArray(), datagram.length());
      return Request.parse((QueryPacket) packet);
    } catch (MalformedException why) {
      throw new AssertionError(why);
    }
  }

  private static Parsed parse(String method, BDict a) {
    return Request.parse(QueryPacket.of(Bytes.utf8("tt"), method, a));
  }

  private static void assertRefused(Parsed parsed, int code) {
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
