package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.store.ItemStore;
import dev.kith.mainline.store.ItemStoreOptions;
import dev.kith.mainline.store.PeerStore;
import dev.kith.mainline.store.PeerStoreOptions;
import dev.kith.mainline.wire.CompactPeers;
import dev.kith.mainline.wire.Family;
import java.util.List;

/// What a node keeps for others, shared by its homes.
final class Stores {
  private final PeerStore peers;
  private final ItemStore items;

  /// Empty stores of the node with id `self`; what is nearest to it is kept longest.
  Stores(NodeId self, MainlineOptions options) {
    PeerStoreOptions usual = PeerStoreOptions.DEFAULT;
    this.peers =
        new PeerStore(
            self,
            new PeerStoreOptions(
                options.mostInfoHashes(),
                options.mostPeersPerInfoHash(),
                usual.ttl(),
                usual.sampleSize(),
                usual.sampleInterval()));
    this.items =
        new ItemStore(
            self, new ItemStoreOptions(options.mostItems(), ItemStoreOptions.DEFAULT.ttl()));
  }

  PeerStore peers() {
    return peers;
  }

  ItemStore items() {
    return items;
  }

  /// The node's own view of a torrent: the peers of `family` that were announced to it.
  List<Endpoint> peers(Loop loop, NodeId infoHash, Family family) {
    Bytes packed =
        peers.peers(loop.now(), infoHash, family, Integer.MAX_VALUE, false, loop.random());
    return CompactPeers.unpack(packed, family);
  }

  /// Frees the memory of what has expired; call it every few seconds.
  void sweep(long now) {
    peers.sweep(now);
    items.sweep(now);
  }

  /// The node's first home has another id.
  void recentre(NodeId self) {
    peers.recentre(self);
    items.recentre(self);
  }
}
