package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Scraped;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.store.BloomFilter;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.concurrent.CompletableFuture;

/// The search for how many seeds and peers a torrent has (BEP 33): the union of all filters.
final class Scraping extends Operation {
  private final CompletableFuture<Scraped> result;
  private final BloomFilter seeds = new BloomFilter();
  private final BloomFilter peers = new BloomFilter();
  private int filters;

  Scraping(NodeId infoHash, CompletableFuture<Scraped> result) {
    super(infoHash);
    this.result = result;
  }

  @Override
  BDict arguments(Home home) {
    return Queries.getPeers(home.id(), target(), true, false);
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    found(home).add(home, contact, reply);
    Bytes ofSeeds = Replies.filter(reply, true);
    Bytes ofPeers = Replies.filter(reply, false);
    if (ofSeeds != null) {
      seeds.addAll(new BloomFilter(ofSeeds));
    }
    if (ofPeers != null) {
      peers.addAll(new BloomFilter(ofPeers));
    }
    filters += ofSeeds != null || ofPeers != null ? 1 : 0;
  }

  @Override
  void searched() {
    result.complete(new Scraped(target(), size(seeds), size(peers), filters, counts()));
  }

  // The formula gives 0.5 for nobody; a full filter stands for more than it can tell.
  private static double size(BloomFilter filter) {
    double estimate = filter.estimate().orElse(Double.POSITIVE_INFINITY);
    return estimate <= 0.5 ? 0 : estimate;
  }
}
