package dev.kith.mainline.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.NodeStatus;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.link.Delay;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Heap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What strangers can make a node keep.
class StorageTest {
  private static final Link NEAR = Link.of(Delay.constant(Duration.ofMillis(2)));
  private static final Endpoint ALICE = Endpoint.parse("198.51.100.7:1000");
  private static final Endpoint BOB = Endpoint.parse("203.0.113.9:2000");
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("07".repeat(32)));
  private static final int PACE = 3_000; // a second: below what a node does for all strangers

  @Test
  void a_token_is_good_for_its_address_and_its_target_only_and_for_ten_minutes() {
    MainlineWorld net = MainlineWorld.of("StorageTest#a_token*", NEAR).grow(2);
    Resident node = net.any();
    Strangers strangers = new Strangers(net, node);
    NodeId torrent = net.target();
    Bytes token = tokenFor(strangers, ALICE, torrent);

    BDict announce = announce(net, torrent, token);
    assertThat(strangers.errorTo(BOB, "announce_peer", announce)).isEqualTo(203);
    assertThat(strangers.errorTo(ALICE, "announce_peer", announce(net, net.target(), token)))
        .isEqualTo(203);
    assertThat(strangers.errorTo(ALICE, "announce_peer", announce(net, torrent, Bytes.EMPTY)))
        .isEqualTo(203);
    assertThat(status(net, node).peers()).isZero();

    Endpoint otherPort = new Endpoint(ALICE.address(), 7_777);
    assertThat(strangers.ask(otherPort, "announce_peer", announce))
        .isInstanceOf(ResponsePacket.class);
    net.run(Duration.ofMinutes(10));
    assertThat(strangers.errorTo(ALICE, "announce_peer", announce)).isEqualTo(203);
    assertThat(status(net, node).peers()).isOne();
  }

  @Test
  void a_put_that_breaks_the_rules_is_answered_with_its_code_and_keeps_nothing() {
    MainlineWorld net = MainlineWorld.of("StorageTest#a_put*", NEAR).grow(2);
    Resident node = net.any();
    Strangers strangers = new Strangers(net, node);
    Bytes salt = Bytes.wrap(new byte[64]);
    MutableItem item = MutableItem.sign(KEY, salt, 3, new BInteger(1));
    BDict good = put(net, item, tokenFor(strangers, ALICE, item.target()));

    assertThat(strangers.errorToRaw(ALICE, unsorted(good))).isEqualTo(203);
    Map<BDict, Integer> refused = new LinkedHashMap<>();
    refused.put(good.with("salt", new BString(Bytes.wrap(new byte[65]))), 207);
    refused.put(good.with("v", BString.of("x".repeat(997))), 205);
    refused.put(good.with("seq", new BInteger(-1)), 203);
    refused.put(good.with("token", BString.of("12345678")), 203);
    refused.put(good.with("sig", new BString(Bytes.wrap(new byte[64]))), 206);

    for (Map.Entry<BDict, Integer> each : refused.entrySet()) {
      assertThat(strangers.errorTo(ALICE, "put", each.getKey())).isEqualTo(each.getValue());
    }
    assertThat(status(net, node).items()).isZero();
    assertThat(strangers.ask(ALICE, "put", good)).isInstanceOf(ResponsePacket.class);
    assertThat(status(net, node).items()).isOne();
  }

  @Test
  void stores_are_bounded_and_keep_what_is_nearest() {
    fill("stores_are*", 100, 25, 100);
  }

  @Test
  @Tag("soak") // twelve minutes of virtual time, a million announcements
  void stores_of_the_usual_size_are_bounded_and_retain_little() {
    long before = Heap.used();
    MainlineWorld net = fill("stores_of*", 2_000, 500, 1_000);
    long grown = Heap.used() - before;

    System.out.printf("the world with the full stores retains %,d bytes%n", grown);
    assertThat(net.oracle().size()).isEqualTo(2);
    assertThat(grown).isLessThan(64L << 20);
  }

  private static MainlineWorld fill(String scenario, int torrents, int peers, int items) {
    MainlineWorld net =
        MainlineWorld.of("StorageTest#" + scenario, NEAR)
            .with(
                options ->
                    options
                        .republish(false)
                        .mostInfoHashes(torrents)
                        .mostPeersPerInfoHash(peers)
                        .mostItems(items))
            .grow(2);
    Resident node = net.any();
    Strangers strangers = new Strangers(net, node);

    List<NodeId> announced = fillTorrents(net, strangers, torrents, peers);
    List<NodeId> put = fillItems(net, strangers, items);

    NodeStatus status = status(net, node);
    System.out.printf(
        "%,d torrents, %,d peers, %,d items%n",
        status.infoHashes(), status.peers(), status.items());
    assertThat(status.infoHashes()).isEqualTo(torrents);
    assertThat(status.peers()).isEqualTo(torrents * peers);
    assertThat(status.items()).isEqualTo(items);
    Comparator<NodeId> nearest = node.id()::compareDistance;
    NodeId lastTorrent = announced.stream().sorted(nearest).skip(torrents - 1L).findFirst().get();
    NodeId lastItem = put.stream().sorted(nearest).skip(items - 1L).findFirst().get();
    assertThat(hasToken(net, strangers, "get_peers", "info_hash", lastTorrent)).isFalse(); // full
    assertThat(hasToken(net, strangers, "get_peers", "info_hash", farthest(node.id()))).isFalse();
    assertThat(hasToken(net, strangers, "get_peers", "info_hash", node.id().flipped(159))).isTrue();
    assertThat(hasToken(net, strangers, "get", "target", lastItem)).isTrue(); // it is there
    assertThat(hasToken(net, strangers, "get", "target", farthest(node.id()))).isFalse();
    return net;
  }

  // Half again as many torrents and peers as there is room for. Returns the torrents.
  private static List<NodeId> fillTorrents(
      MainlineWorld net, Strangers strangers, int torrents, int peers) {
    List<NodeId> all = new ArrayList<>();
    for (int i = 0; i < torrents + torrents / 2; i++) {
      NodeId torrent = net.target();
      all.add(torrent);
      for (int begun = 0; begun < peers + peers / 2; begun += 500) {
        announceAll(net, strangers, torrent, Math.min(500, peers + peers / 2 - begun));
      }
    }
    return all;
  }

  private static void announceAll(
      MainlineWorld net, Strangers strangers, NodeId torrent, int count) {
    SequencedMap<Endpoint, Bytes> asked = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Endpoint from = new Endpoint(Address.v4(0xcb000000 | net.random().nextInt(1 << 24)), 1_000);
      asked.put(from, strangers.send(from, "get_peers", about(net, "info_hash", torrent)));
    }
    net.run(Duration.ofSeconds(1).multipliedBy(count).dividedBy(PACE));
    asked.forEach(
        (from, t) -> {
          Bytes token = strangers.token(t);
          if (token != null) {
            strangers.send(from, "announce_peer", announce(net, torrent, token));
          }
        });
    net.run(Duration.ofSeconds(1).multipliedBy(count).dividedBy(PACE));
    strangers.forget();
  }

  // Half again as many items as there is room for. Returns their targets.
  private static List<NodeId> fillItems(MainlineWorld net, Strangers strangers, int items) {
    List<NodeId> all = new ArrayList<>();
    for (int i = 0; i < items + items / 2; i++) {
      ImmutableItem item = ImmutableItem.of(BString.of(i + "x".repeat(900)));
      Endpoint from = new Endpoint(Address.v4(0xcb000000 | net.random().nextInt(1 << 24)), 1_000);
      Bytes t = strangers.send(from, "get", about(net, "target", item.target()));
      net.run(Duration.ofMillis(10));
      Bytes token = strangers.token(t);
      if (token != null) {
        all.add(item.target());
        strangers.send(
            from,
            "put",
            about(net, "target", item.target())
                .with("token", new BString(token))
                .with("v", item.value()));
        net.run(Duration.ofMillis(10));
      }
    }
    return all;
  }

  private static NodeId farthest(NodeId id) {
    byte[] bytes = id.bytes().toArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) 0xff;
    }
    return NodeId.copyOf(bytes);
  }

  private static boolean hasToken(
      MainlineWorld net, Strangers strangers, String method, String key, NodeId target) {
    Endpoint from = new Endpoint(Address.v4(0xcb000000 | net.random().nextInt(1 << 24)), 1_000);
    Packet reply = strangers.ask(from, method, about(net, key, target));
    return reply instanceof ResponsePacket response && response.r().has("token");
  }

  private static Bytes tokenFor(Strangers strangers, Endpoint from, NodeId target) {
    BDict a = BDict.builder().put("id", target.flipped(1).bytes()).build();
    Packet reply =
        strangers.ask(from, "get_peers", a.with("info_hash", new BString(target.bytes())));
    assertThat(reply).isInstanceOf(ResponsePacket.class);
    return ((ResponsePacket) reply).r().string("token");
  }

  private static BDict about(MainlineWorld net, String key, NodeId target) {
    BDictBuilder a = BDict.builder().put("id", net.target().bytes());
    return a.put(key, target.bytes()).build();
  }

  private static BDict announce(MainlineWorld net, NodeId torrent, Bytes token) {
    return about(net, "info_hash", torrent)
        .with("port", new BInteger(4_000))
        .with("token", new BString(token));
  }

  private static BDict put(MainlineWorld net, MutableItem item, Bytes token) {
    return about(net, "target", item.target())
        .with("k", new BString(item.publicKey()))
        .with("salt", new BString(item.salt()))
        .with("seq", new BInteger(item.seq()))
        .with("sig", new BString(item.signature()))
        .with("token", new BString(token))
        .with("v", item.value());
  }

  // The same put with a dictionary as its value, keys in the wrong order.
  private static Bytes unsorted(BDict put) {
    Bytes datagram =
        KrpcCodec.encode(QueryPacket.of(Strangers.RAW, "put", put.with("v", new BInteger(1))));
    String text = new String(datagram.toArray(), ISO_8859_1);
    String changed = text.replace("1:vi1ee", "1:vd1:bi1e1:ai2eee");
    assertThat(changed).isNotEqualTo(text);
    return Bytes.wrap(changed.getBytes(ISO_8859_1));
  }

  private static NodeStatus status(MainlineWorld net, Resident node) {
    return net.world().await(node.node().status());
  }
}
