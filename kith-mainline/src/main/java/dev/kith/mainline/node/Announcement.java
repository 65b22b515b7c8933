package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The announcement that a peer has a torrent (BEP 5, announce_peer): to the nearest nodes that
/// gave a token, in every home, for a token is good only on the socket that got it (BEP 45).
final class Announcement extends Operation {
  private final Announce announce;
  private final CompletableFuture<StoreReport> result;
  private List<Home> homes = List.of();

  /// What is announced.
  ///
  /// @param port the peer's port; sent along even if it is implied
  /// @param implied whether the port we send from is meant
  /// @param seed whether the peer is a seed (BEP 33)
  record Announce(int port, boolean implied, boolean seed) {}

  Announcement(NodeId infoHash, Announce announce, CompletableFuture<StoreReport> result) {
    super(infoHash);
    this.announce = announce;
    this.result = result;
  }

  /// Announces to the nodes a recent search has found; searches first if there was none.
  void start(List<Home> all) {
    homes = all;
    boolean known = all.stream().allMatch(home -> home.tokens().nearest(target(), 1, 0).size() > 0);
    if (known) {
      announceTo(LookupCounts.NONE);
    } else {
      start(all, Queries.GET_PEERS);
    }
  }

  @Override
  LookupOptions walk(Home home) {
    return home.guardedWalk();
  }

  @Override
  boolean mindsCrowds() {
    return true;
  }

  @Override
  BDict arguments(Home home) {
    return Queries.getPeers(home.id(), target(), false, false);
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    home.tokens().remember(target(), contact, reply);
  }

  @Override
  void searched() {
    announceTo(counts());
  }

  private void announceTo(LookupCounts lookup) {
    StoreRound round = new StoreRound(target(), lookup, done -> result.complete(done.report()));
    for (Home home : homes) {
      for (TokenHolders.Holder holder : home.storeTargets(target())) {
        round.ask(
            home,
            holder,
            Queries.ANNOUNCE_PEER,
            Queries.announcePeer(
                home.id(),
                target(),
                announce.implied() ? home.local().port() : announce.port(),
                announce.implied(),
                announce.seed(),
                holder.token()));
      }
    }
    round.close();
  }
}
