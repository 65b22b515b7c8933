package dev.kith.mainline.store;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.Family;
import org.jspecify.annotations.Nullable;

/// The peers of one torrent, one for each address (BEP 33). At a local address, which many nodes of
/// one machine or home share, there is one for each port.
final class Swarm {
  private final PackedPeers v4 = new PackedPeers(Family.V4);
  private final PackedPeers v6 = new PackedPeers(Family.V6);
  private @Nullable Scrape scrape;

  PackedPeers of(Family family) {
    return switch (family) {
      case V4 -> v4;
      case V6 -> v6;
    };
  }

  PackedPeers of(Address address) {
    return of(Family.of(address));
  }

  int size() {
    return v4.size() + v6.size();
  }

  void dropBefore(int second) {
    int before = size();
    v4.dropBefore(second);
    v6.dropBefore(second);
    if (size() != before) {
      scrape = null;
    }
  }

  /// Adds a peer or updates it; full if it is new and there are `most` of its family already.
  Announced announce(Endpoint peer, boolean seed, int second, int most) {
    PackedPeers peers = of(peer.address());
    int row =
        peer.address().isLocal()
            ? peers.find(peer.address(), peer.port())
            : peers.find(peer.address());
    if (row >= 0) {
      if (peers.isSeed(row) != seed) {
        scrape = null;
      }
      peers.update(row, peer.port(), seed, second);
      return Announced.REFRESHED;
    }
    if (peers.size() >= most) {
      return Announced.FULL;
    }
    peers.add(peer.address(), peer.port(), seed, second);
    scrape = null;
    return Announced.ADDED;
  }

  /// The filters of all peers. Making them takes a hash for each peer, so they are kept until
  /// something changes.
  Scrape scrape() {
    if (scrape == null) {
      scrape = newScrape();
    }
    return scrape;
  }

  private Scrape newScrape() {
    BloomFilter seeds = new BloomFilter();
    BloomFilter others = new BloomFilter();
    for (Family family : Family.values()) {
      PackedPeers peers = of(family);
      for (int row = 0; row < peers.size(); row++) {
        (peers.isSeed(row) ? seeds : others).add(peers.address(row));
      }
    }
    return new Scrape(seeds.toBytes(), others.toBytes());
  }
}
