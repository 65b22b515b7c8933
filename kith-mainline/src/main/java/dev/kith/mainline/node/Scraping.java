package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Scraped;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.store.BloomFilter;
import dev.kith.mainline.store.Scrape;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The search for how many seeds and peers a torrent has (BEP 33): the union of all filters, this
/// node's among them.
final class Scraping extends Operation {
  private final CompletableFuture<Scraped> result;
  private final BloomFilter seeds = new BloomFilter();
  private final BloomFilter peers = new BloomFilter();
  private int filters;

  Scraping(NodeId infoHash, CompletableFuture<Scraped> result) {
    super(infoHash);
    this.result = result;
  }

  void start(List<Home> homes, @Nullable Scrape own) {
    if (own != null) {
      add(own.seeds(), own.others());
    }
    start(homes, Queries.GET_PEERS);
  }

  @Override
  BDict arguments(Home home) {
    return Queries.getPeers(home.id(), target(), true, false);
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    found(home).add(home, contact, reply);
    add(Replies.filter(reply, true), Replies.filter(reply, false));
  }

  private void add(@Nullable Bytes ofSeeds, @Nullable Bytes ofPeers) {
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
