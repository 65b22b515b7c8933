package dev.kith.mainline.node;

import dev.kith.core.driver.Search;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.rpc.Inquiry;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.List;

/// A walk that nobody waits for: it fills the routing table and tells the size of the network.
final class RefreshWalk implements Search.Listener<ResponsePacket> {
  private final Home home;
  private final Runnable ended;
  private final Search<ResponsePacket> search;

  RefreshWalk(Home home, NodeId target, Runnable ended) {
    this.home = home;
    this.ended = ended;
    Inquiry inquiry =
        new Inquiry(home, Queries.FIND_NODE, Queries.findNode(home.id(), target, false), true);
    this.search = new Search<>(home, inquiry, target, home.walk(), this);
  }

  Search<ResponsePacket> search() {
    return search;
  }

  @Override
  public void replied(Contact contact, ResponsePacket reply) {}

  // The targets are random, so what was found near them tells the size of the network.
  @Override
  public void ended() {
    List<NodeId> nearest = search.nearest().stream().map(Contact::id).toList();
    if (nearest.size() >= home.options().k()) {
      home.size().sample(home.loop().now(), search.target(), nearest);
    }
    ended.run();
  }
}
