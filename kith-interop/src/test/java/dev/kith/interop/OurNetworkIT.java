package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A network of twenty of our nodes, joined by two of bittorrent-dht.
@NeedsNpmPeers
class OurNetworkIT {
  private static final String SEED = "22".repeat(32);
  private static final SigningKey KEY = SigningKey.of(Bytes.hex(SEED));

  private static Kiths ours;
  private static NpmNodes npm;

  @BeforeAll
  static void start() throws IOException {
    ours = Kiths.join(20);
    npm = NpmNodes.join(2, ours.endpoint(0));
  }

  @AfterAll
  static void stop() {
    npm.close();
    ours.close();
  }

  @Test
  void their_node_comes_to_know_ours() {
    assertThat(npm.contacts(1)).hasSizeGreaterThanOrEqualTo(8);
    assertThat(npm.ping(1, ours.endpoint(7))).isEqualTo(ours.id(7));
  }

  @Test
  void we_find_what_they_announce_to_us() {
    NodeId infoHash = hash("announced to us");

    int atPort = npm.announce(0, infoHash, 7201);
    int implied = npm.announce(1, infoHash, 0);

    assertThat(atPort).isGreaterThanOrEqualTo(8);
    assertThat(implied).isGreaterThanOrEqualTo(8);
    assertThat(ours.peers(12, infoHash))
        .containsExactlyInAnyOrder("127.0.0.1:7201", npm.endpoint(1).toString());
  }

  @Test
  void they_find_what_we_announce_among_ourselves() {
    NodeId infoHash = hash("announced among us");

    await(ours.node(3).announce(infoHash, 7202, false));
    await(ours.node(4).announceImplied(infoHash, true));

    assertThat(npm.lookup(0, infoHash))
        .containsExactlyInAnyOrder("127.0.0.1:7202", ours.endpoint(4).toString());
  }

  @Test
  void items_of_both_kinds_go_from_them_to_us() {
    Bytes salt = Bytes.utf8("them");
    JsonNode immutable = npm.put(0, Map.of("value", NpmNodes.text(Bytes.utf8("plain"))));
    npm.put(
        0,
        Map.of(
            "value",
            NpmNodes.text(Bytes.utf8("first")),
            "seed",
            "0x" + SEED,
            "seq",
            1,
            "salt",
            NpmNodes.text(salt)));
    npm.put(
        0,
        Map.of(
            "value",
            NpmNodes.text(Bytes.utf8("second")),
            "seed",
            "0x" + SEED,
            "seq",
            2,
            "cas",
            1,
            "salt",
            NpmNodes.text(salt)));

    var plain = await(ours.node(9).get(NodeId.of(NpmNodes.bytes(immutable.path("target")))));
    var signed = await(ours.node(9).get(KEY.publicKey(), salt));

    assertThat(plain.item()).contains(ImmutableItem.of(BString.of("plain")));
    assertThat(signed.item().map(MutableItem::encoded)).contains(Bytes.utf8("6:second"));
  }

  @Test
  void items_of_both_kinds_go_from_us_to_them() {
    Bytes salt = Bytes.utf8("us");
    ImmutableItem plain = ImmutableItem.of(BString.of("ours"));
    MutableItem signed = MutableItem.sign(KEY, salt, 7, BString.of("ours, signed"));

    await(ours.node(5).put(plain));
    await(ours.node(5).put(signed));

    assertThat(npm.get(1, plain.target(), Bytes.EMPTY).path("value").asString())
        .isEqualTo(NpmNodes.text(Bytes.utf8("ours")));
    assertThat(npm.get(1, signed.target(), salt).path("seq").asLong()).isEqualTo(7);
  }

  @Test
  void we_refuse_their_lower_seq_and_their_wrong_cas() {
    String salt = NpmNodes.text(Bytes.utf8("strict"));
    npm.put(0, Map.of("value", "0x61", "seed", "0x" + SEED, "seq", 10, "salt", salt));

    PeerException lower =
        catchThrowableOfType(
            PeerException.class,
            () -> npm.put(0, Map.of("value", "0x62", "seed", "0x" + SEED, "seq", 9, "salt", salt)));
    PeerException wrongCas =
        catchThrowableOfType(
            PeerException.class,
            () ->
                npm.put(
                    0,
                    Map.of(
                        "value", "0x63", "seed", "0x" + SEED, "seq", 11, "cas", 3, "salt", salt)));

    assertThat(lower.code()).isEqualTo("302");
    assertThat(wrongCas.code()).isEqualTo("301");
  }

  @Test
  void we_refuse_their_forged_token() {
    PeerException refused =
        catchThrowableOfType(
            PeerException.class,
            () ->
                npm.query(
                    0,
                    ours.endpoint(2),
                    "announce_peer",
                    Map.of(
                        "info_hash",
                        NpmNodes.text(hash("forged").bytes()),
                        "port",
                        7203,
                        "token",
                        "0x0102030405060708")));

    assertThat(refused.code()).isEqualTo("203");
    assertThat(ours.peers(6, hash("forged"))).isEmpty();
  }
}
