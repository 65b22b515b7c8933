package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BDictBuilder;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.Family;
import java.util.List;
import java.util.OptionalLong;

/// The arguments of the queries we send: `a`, our id among them.
final class Queries {
  static final String PING = "ping";
  static final String FIND_NODE = "find_node";
  static final String GET_PEERS = "get_peers";
  static final String ANNOUNCE_PEER = "announce_peer";
  static final String GET = "get";
  static final String PUT = "put";
  static final String SAMPLE_INFOHASHES = "sample_infohashes";

  /// All of them, the most frequent first.
  static final List<String> METHODS =
      List.of(FIND_NODE, GET_PEERS, PING, GET, ANNOUNCE_PEER, PUT, SAMPLE_INFOHASHES);

  private Queries() {}

  /// BEP 5, ping.
  static BDict ping(NodeId self) {
    return from(self).build();
  }

  /// BEP 5, find_node. `bothFamilies` also asks for nodes of the other family (BEP 32, want).
  static BDict findNode(NodeId self, NodeId target, boolean bothFamilies) {
    BDictBuilder a = from(self).put("target", target.bytes());
    return bothFamilies ? a.put("want", bothFamilies()).build() : a.build();
  }

  /// BEP 5, get_peers; with `scrape`, BEP 33.
  static BDict getPeers(NodeId self, NodeId infoHash, boolean scrape, boolean noSeed) {
    BDictBuilder a = from(self).put("info_hash", infoHash.bytes());
    if (noSeed) {
      a.put("noseed", 1);
    }
    return scrape ? a.put("scrape", 1).build() : a.build();
  }

  /// BEP 5, announce_peer. A valid port goes along with `implied_port`: some nodes insist.
  static BDict announcePeer(
      NodeId self, NodeId infoHash, int port, boolean implied, boolean seed, Bytes token) {
    BDictBuilder a = from(self);
    if (implied) {
      a.put("implied_port", 1);
    }
    a.put("info_hash", infoHash.bytes()).put("port", port);
    if (seed) {
      a.put("seed", 1);
    }
    return a.put("token", token).build();
  }

  /// BEP 44, get; `newerThan` asks for the value only if its seq is higher.
  static BDict get(NodeId self, NodeId target, OptionalLong newerThan) {
    BDictBuilder a = from(self);
    newerThan.ifPresent(seq -> a.put("seq", seq));
    return a.put("target", target.bytes()).build();
  }

  /// BEP 44, put. The target goes along, though it is implied: pubky/mainline drops a put without
  /// it.
  static BDict put(NodeId self, Item item, OptionalLong cas, Bytes token) {
    BDictBuilder a = from(self);
    if (item instanceof MutableItem mutable) {
      a.put("k", mutable.publicKey()).put("seq", mutable.seq()).put("sig", mutable.signature());
      if (!mutable.salt().isEmpty()) {
        a.put("salt", mutable.salt());
      }
      cas.ifPresent(seq -> a.put("cas", new BInteger(seq)));
    }
    return a.put("target", item.target().bytes())
        .put("token", token)
        .put("v", item.value())
        .build();
  }

  /// BEP 51, sample_infohashes.
  static BDict sampleInfohashes(NodeId self, NodeId target) {
    return from(self).put("target", target.bytes()).build();
  }

  private static BDictBuilder from(NodeId self) {
    return BDict.builder().put("id", self.bytes());
  }

  private static BList bothFamilies() {
    return BList.of(
        new BString(Bytes.utf8(Family.V4.want())), new BString(Bytes.utf8(Family.V6.want())));
  }
}
