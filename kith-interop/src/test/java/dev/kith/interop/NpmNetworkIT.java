package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.Pong;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A network of twenty bittorrent-dht nodes, joined by one of ours.
@NeedsNpmPeers
class NpmNetworkIT {
  private static final String SEED = "11".repeat(32);
  private static final SigningKey KEY = SigningKey.of(Bytes.hex(SEED));
  private static final Bytes SALT = Bytes.utf8("salt");

  private static NpmNodes npm;
  private static Kiths ours;

  @BeforeAll
  static void start() throws IOException {
    npm = NpmNodes.join(20);
    ours = Kiths.join(1, npm.endpoint(0));
  }

  @AfterAll
  static void stop() {
    ours.close();
    npm.close();
  }

  @Test
  void our_node_comes_to_know_the_network_and_they_come_to_know_it() {
    assertThat(await(ours.node(0).status()).health()).isEqualTo("joined");
    assertThat(ours.contacts(0)).isGreaterThanOrEqualTo(8);
    assertThat(npm.contacts(0)).contains(ours.id(0));
  }

  @Test
  void each_answers_the_pings_of_the_other() {
    Pong pong = await(ours.node(0).ping(npm.endpoint(5)));

    assertThat(pong.id()).isEqualTo(npm.id(5));
    assertThat(npm.ping(5, ours.endpoint(0))).isEqualTo(ours.id(0));
  }

  @Test
  void a_lookup_of_ours_finds_exactly_the_nearest_of_them() {
    NodeId target = hash("nearest");

    FoundNodes found = await(ours.node(0).findNodes(target));

    assertThat(found.nearest().stream().map(Contact::id))
        .containsExactlyElementsOf(Kiths.nearest(target, 8, npm.ids()));
  }

  @Test
  void they_find_what_we_announce_at_a_port() {
    NodeId infoHash = hash("ours at a port");

    StoreReport report = await(ours.node(0).announce(infoHash, 7001, false));

    assertThat(report.acknowledged()).isEqualTo(8);
    assertThat(npm.lookup(13, infoHash)).containsExactly("127.0.0.1:7001");
  }

  @Test
  void they_find_what_we_announce_with_an_implied_port() {
    NodeId infoHash = hash("ours implied");

    await(ours.node(0).announceImplied(infoHash, true));

    assertThat(npm.lookup(13, infoHash)).containsExactly(ours.endpoint(0).toString());
  }

  @Test
  void we_find_what_they_announce_at_a_port_and_with_an_implied_one() {
    NodeId infoHash = hash("theirs");

    int atPort = npm.announce(2, infoHash, 7002);
    int implied = npm.announce(3, infoHash, 0);

    assertThat(atPort).isPositive();
    assertThat(implied).isPositive();
    assertThat(ours.peers(0, infoHash))
        .containsExactlyInAnyOrder("127.0.0.1:7002", npm.endpoint(3).toString());
  }

  @Test
  void they_get_the_immutable_item_we_put() {
    ImmutableItem item = ImmutableItem.of(BString.of("from us"));

    StoreReport report = await(ours.node(0).put(item));
    JsonNode got = npm.get(9, item.target(), Bytes.EMPTY);

    assertThat(report.acknowledged()).isEqualTo(8);
    assertThat(got.path("value").asString()).isEqualTo(NpmNodes.text(Bytes.utf8("from us")));
  }

  @Test
  void we_get_the_immutable_item_they_put() {
    JsonNode put = npm.put(4, Map.of("value", NpmNodes.text(Bytes.utf8("from them"))));

    Retrieved<ImmutableItem> got =
        await(ours.node(0).get(NodeId.of(NpmNodes.bytes(put.path("target")))));

    assertThat(got.item()).contains(ImmutableItem.of(BString.of("from them")));
  }

  @Test
  void they_get_the_mutable_item_we_put_with_a_salt() {
    MutableItem item = MutableItem.sign(KEY, SALT, 5, BString.of("signed by us"));

    await(ours.node(0).put(item));
    JsonNode got = npm.get(9, item.target(), SALT);

    assertThat(got.path("value").asString()).isEqualTo(NpmNodes.text(Bytes.utf8("signed by us")));
    assertThat(got.path("seq").asLong()).isEqualTo(5);
  }

  @Test
  void we_get_the_mutable_item_they_put_without_a_salt() {
    npm.put(
        4,
        Map.of(
            "value", NpmNodes.text(Bytes.utf8("signed by them")), "seed", "0x" + SEED, "seq", 3));

    Retrieved<MutableItem> got = await(ours.node(0).get(KEY.publicKey(), Bytes.EMPTY));

    assertThat(got.item()).isPresent();
    assertThat(got.item().get().seq()).isEqualTo(3);
    assertThat(got.item().get().encoded()).isEqualTo(Bytes.utf8("14:signed by them"));
    assertThat(got.invalid()).isZero();
  }

  @Test
  void they_refuse_our_lower_seq_and_our_wrong_cas() {
    Bytes salt = Bytes.utf8("cas");
    await(ours.node(0).put(MutableItem.sign(KEY, salt, 10, BString.of("ten"))));
    MutableItem lower = MutableItem.sign(KEY, salt, 9, BString.of("nine"));
    MutableItem higher = MutableItem.sign(KEY, salt, 11, BString.of("eleven"));

    assertThat(refused(() -> await(ours.node(0).put(lower))).code()).isEqualTo(302);
    assertThat(refused(() -> await(ours.node(0).put(higher, 8))).code()).isEqualTo(301);
    assertThat(await(ours.node(0).put(higher, 10)).acknowledged()).isEqualTo(8);
    assertThat(npm.get(7, higher.target(), salt).path("seq").asLong()).isEqualTo(11);
  }

  @Test
  void the_next_sequence_number_follows_theirs() {
    Bytes salt = Bytes.utf8("next");
    npm.put(
        4, Map.of("value", "0x61", "seed", "0x" + SEED, "seq", 41, "salt", NpmNodes.text(salt)));

    MutableItem item = await(ours.node(0).put(KEY, salt, BString.of("b"))).item();

    assertThat(item.seq()).isEqualTo(42);
    assertThat(npm.get(11, ItemTarget.mutable(KEY.publicKey(), salt), salt).path("seq").asLong())
        .isEqualTo(42);
  }

  @Test
  void we_answer_their_find_node_with_the_nearest_we_know() {
    NodeId target = hash("asked of us");

    JsonNode reply =
        npm.query(
            6, ours.endpoint(0), "find_node", Map.of("target", NpmNodes.text(target.bytes())));

    Bytes nodes = NpmNodes.bytes(reply.path("r").path("nodes"));
    List<NodeId> named = new ArrayList<>();
    for (int at = 0; at < nodes.length(); at += 26) {
      named.add(NodeId.of(nodes.slice(at, 20)));
    }
    assertThat(named).hasSize(8).isSubsetOf(npm.ids());
  }

  private static MainlineException.Refused refused(Runnable put) {
    return catchThrowableOfType(MainlineException.Refused.class, put::run);
  }
}
