package dev.kith.mainline.node;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.store.ItemStore;
import dev.kith.mainline.store.ItemStoreOptions;
import dev.kith.mainline.store.PeerStore;
import dev.kith.mainline.store.PeerStoreOptions;

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
