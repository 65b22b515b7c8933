package dev.kith.mainline.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    long now = all.isEmpty() ? 0 : all.getFirst().loop().now();
    if (all.stream().allMatch(home -> home.tokens().find(now, target()) != null)) {
      announceTo(home -> home.tokens().find(now, target()), LookupCounts.NONE);
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
    found(home).add(home, contact, reply);
  }

  @Override
  void searched() {
    announceTo(this::found, counts());
  }

  private void announceTo(Function<Home, @Nullable Holders> found, LookupCounts lookup) {
    StoreRound round = new StoreRound(target(), lookup, done -> result.complete(done.report()));
    for (Home home : homes) {
      Holders holders = Objects.requireNonNull(found.apply(home));
      for (Holders.Holder holder : home.storeTargets(holders)) {
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
