package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/// What an attacker sends in somebody else's name, hoping that much is sent back: every kind of
/// datagram a node can get, each as short as it can be.
enum Lure {
  PING,
  FIND_NODE,
  FIND_NODE_OF_BOTH_FAMILIES,
  GET_PEERS,
  GET_PEERS_OF_BOTH_FAMILIES,
  GET_PEERS_OF_NOTHING,
  SCRAPE,
  GET_IMMUTABLE,
  GET_MUTABLE,
  GET_MUTABLE_OF_BOTH_FAMILIES,
  GET_OF_NOTHING,
  SAMPLE_INFOHASHES,
  ANNOUNCE,
  PUT_IMMUTABLE,
  PUT_MUTABLE,
  PUT_TOO_LARGE,
  FUTURE_METHOD,
  FUTURE_METHOD_WITHOUT_TARGET,
  NO_ID,
  NO_METHOD,
  NO_ARGUMENTS,
  NO_TARGET,
  REPLY,
  ERROR,
  HALF_A_QUERY,
  NOISE;

  private static final Bytes TOKEN = Bytes.hex("0011223344556677");

  /// What is stored at the node that is lured.
  ///
  /// @param torrent has more peers than fit into a reply
  /// @param immutable a value of the largest size
  /// @param mutable the same
  record Bait(NodeId torrent, ImmutableItem immutable, MutableItem mutable) {
    /// Gives the node a torrent with a peer at every other node, and the largest items.
    static Bait at(MainlineWorld net, Resident node) {
      NodeId torrent = node.id().flipped(159);
      List<CompletableFuture<?>> stores = new ArrayList<>();
      net.all().forEach(each -> stores.add(each.node().announce(torrent, 1_000, true)));
      ImmutableItem immutable = immutableNear(net, node);
      MutableItem mutable = mutableNear(net, node);
      stores.add(net.any().node().put(immutable));
      stores.add(net.any().node().put(mutable));
      net.world().await(CompletableFuture.allOf(stores.toArray(CompletableFuture[]::new)));
      return new Bait(torrent, immutable, mutable);
    }

    private static ImmutableItem immutableNear(MainlineWorld net, Resident node) {
      for (int i = 100; ; i++) {
        ImmutableItem item = ImmutableItem.of(BString.of(i + "x".repeat(993)));
        if (isNear(net, node, item)) {
          return item;
        }
      }
    }

    private static MutableItem mutableNear(MainlineWorld net, Resident node) {
      SigningKey key = SigningKey.of(Bytes.hex("07".repeat(32)));
      for (int i = 100; ; i++) {
        MutableItem item =
            MutableItem.sign(key, Bytes.utf8("salt" + i), i, BString.of("x".repeat(996)));
        if (isNear(net, node, item)) {
          return item;
        }
      }
    }

    private static boolean isNear(MainlineWorld net, Resident node, Item item) {
      return net.oracle().closest(item.target(), 1).contains(node.id());
    }
  }

  /// The datagram, with transaction id `t` and, where there is one, a random sender's id.
  Bytes datagram(Bytes t, Bait bait, RandomGenerator random) {
    BDictBuilder a = BDict.builder().put("id", random(random).bytes());
    Bytes nowhere = random(random).bytes();
    Bytes torrent = bait.torrent().bytes();
    return switch (this) {
      case PING -> query(t, "ping", a);
      case FIND_NODE -> query(t, "find_node", a.put("target", nowhere));
      case FIND_NODE_OF_BOTH_FAMILIES ->
          query(t, "find_node", a.put("target", nowhere).put("want", both()));
      case GET_PEERS -> query(t, "get_peers", a.put("info_hash", torrent));
      case GET_PEERS_OF_BOTH_FAMILIES ->
          query(t, "get_peers", a.put("info_hash", torrent).put("want", both()));
      case GET_PEERS_OF_NOTHING -> query(t, "get_peers", a.put("info_hash", nowhere));
      case SCRAPE -> query(t, "get_peers", a.put("info_hash", torrent).put("scrape", 1));
      case GET_IMMUTABLE -> query(t, "get", a.put("target", bait.immutable().target().bytes()));
      case GET_MUTABLE -> query(t, "get", a.put("target", bait.mutable().target().bytes()));
      case GET_MUTABLE_OF_BOTH_FAMILIES ->
          query(t, "get", a.put("target", bait.mutable().target().bytes()).put("want", both()));
      case GET_OF_NOTHING -> query(t, "get", a.put("target", nowhere));
      case SAMPLE_INFOHASHES -> query(t, "sample_infohashes", a.put("target", nowhere));
      case ANNOUNCE ->
          query(t, "announce_peer", a.put("info_hash", torrent).put("port", 1).put("token", TOKEN));
      case PUT_IMMUTABLE ->
          query(t, "put", a.put("token", TOKEN).put("v", bait.immutable().value()));
      case PUT_MUTABLE -> query(t, "put", mutable(a, bait.mutable()));
      case PUT_TOO_LARGE -> query(t, "put", a.put("v", BString.of("x".repeat(997))));
      case FUTURE_METHOD -> query(t, "f", a.put("target", nowhere));
      case FUTURE_METHOD_WITHOUT_TARGET -> query(t, "f", a);
      case NO_ID -> query(t, "ping", BDict.builder());
      case NO_METHOD -> text("d1:ade1:t", t, "1:y1:qe");
      case NO_ARGUMENTS -> text("d1:q1:f1:t", t, "1:y1:qe");
      case NO_TARGET -> query(t, "get", a);
      case REPLY -> KrpcCodec.encode(ResponsePacket.of(t, a.build()));
      case ERROR -> KrpcCodec.encode(ErrorPacket.of(t, 203, "no"));
      case HALF_A_QUERY -> query(t, "find_node", a.put("target", nowhere)).slice(0, 60);
      case NOISE -> noise(random);
    };
  }

  private static Bytes query(Bytes t, String method, BDictBuilder a) {
    Packet query = QueryPacket.of(t, method, a.build());
    return KrpcCodec.encode(query);
  }

  private static BDictBuilder mutable(BDictBuilder a, MutableItem item) {
    return a.put("k", item.publicKey())
        .put("seq", item.seq() + 1)
        .put("sig", item.signature())
        .put("token", TOKEN)
        .put("v", item.value());
  }

  private static BValue both() {
    return BList.of(BString.of("n4"), BString.of("n6"));
  }

  private static Bytes text(String before, Bytes t, String after) {
    Bytes length = Bytes.utf8(t.length() + ":");
    return Bytes.utf8(before).concat(length).concat(t).concat(Bytes.utf8(after));
  }

  private static Bytes noise(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(1_472)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static NodeId random(RandomGenerator random) {
    return NodeId.random(20, random);
  }
}
