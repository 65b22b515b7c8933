package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The nodes of one home that gave a write token for one target, nearest first. Of too many the
/// farthest give way: a crowd of false nodes around a target is near it, so there is room for one.
final class Holders {
  private static final int MOST = 1_024;

  private final NodeId target;
  private final TreeMap<Contact, Bytes> tokens;

  Holders(NodeId target) {
    this.target = target;
    Comparator<Contact> byDistance = Comparator.comparing(Contact::id, target::compareDistance);
    this.tokens = new TreeMap<>(byDistance.thenComparing(Contact::endpoint));
  }

  /// A node and the token it gave.
  record Holder(Contact contact, Bytes token) {}

  /// Keeps the token in `reply` to `home`, if there is one and something may be stored on its node.
  void add(Home home, Contact contact, ResponsePacket reply) {
    Bytes token = Replies.token(reply);
    if (token != null && home.counts(contact, reply)) {
      tokens.put(contact, token);
      if (tokens.size() > MOST) {
        tokens.pollLastEntry();
      }
    }
  }

  int size() {
    return tokens.size();
  }

  /// The nearest holders, nearest first: `count` of them, and any other nearer than `reach`, the
  /// top 64 bits of a distance.
  List<Holder> nearest(int count, long reach) {
    List<Holder> nearest = new ArrayList<>();
    for (Map.Entry<Contact, Bytes> each : tokens.entrySet()) {
      long distance = target.distanceHead(each.getKey().id());
      if (nearest.size() >= count && Long.compareUnsigned(distance, reach) >= 0) {
        break;
      }
      nearest.add(new Holder(each.getKey(), each.getValue()));
    }
    return nearest;
  }
}
