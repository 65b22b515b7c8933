package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The write tokens a home was given, by target: an announce soon after a search needs no second
/// one. Targets are forgotten after five minutes, when most tokens are close to their end, and
/// beyond 256 the oldest.
final class TokenHolders {
  private static final long LIFE = TimeUnit.MINUTES.toNanos(5);
  private static final int MOST_TARGETS = 256;
  private static final int MOST_HOLDERS = 64;

  private final Home home;
  private final LinkedHashMap<NodeId, Holders> byTarget = new LinkedHashMap<>();

  TokenHolders(Home home) {
    this.home = home;
  }

  /// A node and the token it gave.
  record Holder(Contact contact, Bytes token) {}

  /// Keeps the token in `reply`, if there is one and something may be stored on its node.
  void remember(NodeId target, Contact contact, ResponsePacket reply) {
    Bytes token = Replies.token(reply);
    if (token == null || !home.counts(contact, reply)) {
      return;
    }
    Holders holders = byTarget.get(target);
    if (holders == null || holders.isPast(home.loop().now())) {
      byTarget.remove(target);
      holders = new Holders(home.loop().now());
      byTarget.put(target, holders);
    }
    if (holders.tokens.size() < MOST_HOLDERS || holders.tokens.containsKey(contact)) {
      holders.tokens.put(contact, token);
    }
    while (byTarget.size() > MOST_TARGETS) {
      byTarget.pollFirstEntry();
    }
  }

  /// The token holders nearest to `target`, nearest first: `count` of them, and any other nearer
  /// than `reach`, the top 64 bits of a distance.
  List<Holder> nearest(NodeId target, int count, long reach) {
    Holders holders = byTarget.get(target);
    if (holders == null || holders.isPast(home.loop().now())) {
      return List.of();
    }
    List<Contact> contacts = new ArrayList<>(holders.tokens.keySet());
    contacts.sort(Comparator.comparing(Contact::id, target::compareDistance));
    List<Holder> nearest = new ArrayList<>();
    for (Contact contact : contacts) {
      if (nearest.size() < count
          || Long.compareUnsigned(target.distanceHead(contact.id()), reach) < 0) {
        nearest.add(new Holder(contact, holders.tokens.getOrDefault(contact, Bytes.EMPTY)));
      }
    }
    return nearest;
  }

  /// Forgets the tokens for `target`.
  void forget(NodeId target) {
    byTarget.remove(target);
  }

  private static final class Holders {
    final long since;
    final Map<Contact, Bytes> tokens = new LinkedHashMap<>();

    Holders(long since) {
      this.since = since;
    }

    boolean isPast(long now) {
      return now - since >= LIFE;
    }
  }
}
