package dev.kith.mainline.node;

import dev.kith.core.facade.Query;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.FoundPeers;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The search for the peers of a torrent; each is handed on as it is found, first those that were
/// announced to this node.
final class FindingPeers extends Operation {
  /// More peers than this are not told apart; the search then ends.
  private static final int MOST_PEERS = 20_000;

  private final Query.Feed<Endpoint, FoundPeers> feed;
  private final Set<Endpoint> found = new LinkedHashSet<>();

  FindingPeers(NodeId infoHash, Query.Feed<Endpoint, FoundPeers> feed) {
    super(infoHash);
    this.feed = feed;
  }

  void start(List<Home> homes, Stores own) {
    for (Home home : homes) {
      own.peers(home.loop(), target(), home.family()).forEach(this::found);
    }
    start(homes, Queries.GET_PEERS);
  }

  @Override
  BDict arguments(Home home) {
    return Queries.getPeers(home.id(), target(), false, false);
  }

  @Override
  void replied(Home home, Contact contact, ResponsePacket reply) {
    found(home).add(home, contact, reply);
    Replies.peers(reply, contact.endpoint()).forEach(this::found);
    if (found.size() >= MOST_PEERS) {
      stop();
    }
  }

  private void found(Endpoint peer) {
    if (found.size() < MOST_PEERS && found.add(peer)) {
      feed.add(peer);
    }
  }

  @Override
  boolean hasRoom() {
    return feed.hasRoom();
  }

  @Override
  void searched() {
    feed.end(new FoundPeers(found.size(), counts()));
  }
}
