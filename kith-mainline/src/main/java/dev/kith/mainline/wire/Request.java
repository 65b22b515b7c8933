package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.item.Item;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A standard query with its arguments checked: every field has a legal value. Whether the token is
/// good, and whether a signature fits, is for the node to find out.
public sealed interface Request extends Parsed {
  /// The id of the sender, as it says.
  NodeId id();

  /// Reads the arguments of `query`.
  static Parsed parse(QueryPacket query) {
    return RequestParser.parse(query);
  }

  /// Are you there? (BEP 5)
  record Ping(NodeId id) implements Request {}

  /// Who is close to `target`? (BEP 5)
  record FindNode(NodeId id, NodeId target, Want want) implements Request {}

  /// Who has this torrent, or who is close to it? (BEP 5)
  ///
  /// @param scrape whether Bloom filters of its seeds and peers are wanted (BEP 33)
  /// @param noSeed whether peers that are no seeds are preferred (BEP 33)
  record GetPeers(NodeId id, NodeId infoHash, Want want, boolean scrape, boolean noSeed)
      implements Request {}

  /// I have this torrent. (BEP 5)
  ///
  /// @param port where to reach the peer, 1 to 65535; 0 means the port the query came from
  ///   (`implied_port`)
  /// @param token what a `get_peers` for the same torrent had brought
  /// @param seed whether the peer is a seed (BEP 33)
  record AnnouncePeer(NodeId id, NodeId infoHash, int port, Bytes token, boolean seed)
      implements Request {}

  /// What is stored at `target`? (BEP 44)
  ///
  /// @param seq the newest sequence number the sender knows: only a newer value is wanted
  record Get(NodeId id, NodeId target, Want want, OptionalLong seq) implements Request {}

  /// Store this. (BEP 44)
  ///
  /// @param token what a `get` for the same target had brought
  /// @param item what to store; its signature is not verified yet
  /// @param cas the sequence number that must be the stored one for the put to succeed
  record Put(NodeId id, Bytes token, Item item, OptionalLong cas) implements Request {}

  /// Which torrents do you know, and who is close to `target`? (BEP 51)
  record SampleInfohashes(NodeId id, NodeId target, Want want) implements Request {}

  /// A method from the future.
  ///
  /// @param target its `target` or `info_hash`; nodes close to it are the answer then, as others
  ///   do. Without one the answer is an error.
  record Unknown(NodeId id, Bytes method, @Nullable NodeId target, Want want) implements Request {}
}
