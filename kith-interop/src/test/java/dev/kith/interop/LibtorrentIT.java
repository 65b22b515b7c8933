package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/// libtorrent in a network of ours, where its Python binding happens to be installed.
class LibtorrentIT {
  private static final String SEED = "66".repeat(32);
  private static final SigningKey KEY = SigningKey.of(Bytes.hex(SEED));

  private static Kiths ours;
  private static PeerProcess libtorrent;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(LibtorrentPeer.isInstalled(), "no libtorrent for Python: its tests are skipped");
    ours = Kiths.join(10);
    libtorrent = LibtorrentPeer.start(ours.endpoint(0));
    libtorrent.ask("bootstrapped", Map.of());
  }

  @AfterAll
  static void stop() {
    if (libtorrent != null) {
      libtorrent.close();
      ours.close();
    }
  }

  @Test
  void it_finds_the_peers_we_announce() {
    NodeId infoHash = hash("ours for libtorrent");
    await(ours.node(3).announce(infoHash, 7701, false));

    JsonNode found = libtorrent.ask("peers", Map.of("infoHash", NpmNodes.text(infoHash.bytes())));

    assertThat(found.path("peers").valueStream().map(JsonNode::asString))
        .containsExactly("127.0.0.1:7701");
  }

  @Test
  void we_find_the_peer_it_announces() throws InterruptedException {
    NodeId infoHash = hash("libtorrent for us");
    libtorrent.ask("announce", Map.of("infoHash", NpmNodes.text(infoHash.bytes())));

    // It says nothing when it has announced; its search takes well under a second.
    for (int tries = 0; tries < 100 && ours.peers(6, infoHash).isEmpty(); tries++) {
      Thread.sleep(100);
    }

    assertThat(ours.peers(6, infoHash)).containsExactly("127.0.0.1:" + libtorrent.port());
  }

  @Test
  void items_of_both_kinds_go_from_us_to_it() {
    ImmutableItem plain = ImmutableItem.of(BString.of("plain to libtorrent"));
    MutableItem signed = MutableItem.sign(KEY, Bytes.utf8("us"), 5, BString.of("signed to it"));
    await(ours.node(1).put(plain));
    await(ours.node(1).put(signed));

    JsonNode plainGot =
        libtorrent.ask("get", Map.of("target", NpmNodes.text(plain.target().bytes())));
    JsonNode signedGot =
        libtorrent.ask("get", Map.of("publicKey", NpmNodes.text(KEY.publicKey()), "salt", "us"));

    assertThat(plainGot.path("text").asString()).isEqualTo("plain to libtorrent");
    assertThat(signedGot.path("text").asString()).isEqualTo("signed to it");
    assertThat(signedGot.path("seq").asLong()).isEqualTo(5);
  }

  @Test
  void items_of_both_kinds_go_from_it_to_us() {
    ImmutableItem plain = ImmutableItem.of(BString.of("plain from libtorrent"));
    JsonNode plainPut = libtorrent.ask("put", Map.of("text", "plain from libtorrent"));
    JsonNode signedPut =
        libtorrent.ask(
            "put",
            Map.of(
                "text",
                "signed from it",
                "seed",
                "0x" + SEED,
                "publicKey",
                NpmNodes.text(KEY.publicKey()),
                "salt",
                "it"));

    var plainGot = await(ours.node(4).get(plain.target()));
    var signedGot = await(ours.node(4).get(KEY.publicKey(), Bytes.utf8("it")));

    assertThat(plainPut.path("acknowledged").asInt()).isPositive();
    assertThat(signedPut.path("acknowledged").asInt()).isPositive();
    assertThat(plainGot.item()).contains(plain);
    assertThat(signedGot.item().map(MutableItem::encoded))
        .contains(Bytes.utf8("14:signed from it"));
  }
}
