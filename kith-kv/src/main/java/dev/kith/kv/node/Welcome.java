package dev.kith.kv.node;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.rpc.Priority;
import dev.kith.core.table.RoutingTable;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.StoredValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hands a node that has just been met the values it should keep: those to whose key it is one of
/// the k nearest, where no other node known is nearer than this one, so that only one of the
/// holders does it (section 2.5 of the paper).
///
/// Only a node that has answered a ping of ours is met, so a forged address is sent nothing. Ten
/// values a second leave at most, to one node two a second after the first eight, which is what a
/// node takes from one address.
final class Welcome {
  /// Nodes waiting for their values; the one waiting longest is given up for a further one, and
  /// gets its values by the next republishing.
  private static final int MOST_NEWCOMERS = 64;

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int AT_ONCE = 8;
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int MOST_KEYS_PER_TICK = 16;

  private final Parts parts;
  private final Loop loop;
  private final Deque<Newcomer> newcomers = new ArrayDeque<>();
  private Loop.@Nullable Timer timer;

  Welcome(Parts parts) {
    this.parts = parts;
    this.loop = parts.loop();
  }

  /// `contact` is new in the routing table.
  void met(Contact contact) {
    // Before this node has joined it knows nobody, and everybody would seem to be among the
    // nearest.
    Neighbours neighbours = parts.neighbours();
    if (!neighbours.upkeep().hasJoined() || parts.values().store().size() == 0) {
      return;
    }
    int bits = bitsOfNearest(contact);
    if (!mayBeNearest(contact, bits)) {
      return;
    }
    if (newcomers.size() == MOST_NEWCOMERS) {
      newcomers.removeFirst();
    }
    newcomers.add(new Newcomer(contact, bits));
    if (timer == null) {
      timer = loop.after(TICK, this::tick);
    }
  }

  // How many leading bits a key must share with the own id, at the least, if nobody known but
  // `newcomer` is to be nearer to it than this node: for each shorter prefix there is a contact
  // that shares just as many bits with the own id, and so one more with the key.
  private int bitsOfNearest(Contact newcomer) {
    int bits = 0;
    while (bits < self().bits() && isAnyoneAt(bits, newcomer)) {
      bits++;
    }
    return bits;
  }

  // Whether some contact besides `newcomer` shares just so many leading bits with the own id.
  private boolean isAnyoneAt(int bits, Contact newcomer) {
    for (Contact contact : table().closest(self().flipped(bits), 2)) {
      if (!contact.equals(newcomer) && self().commonPrefix(contact.id()) == bits) {
        return true;
      }
    }
    return false;
  }

  // Whether `newcomer` may be one of the k nearest to a key that shares at least `bits` leading
  // bits with the own id. It is not if k contacts share more bits with the own id than it does:
  // they are nearer to such a key.
  private boolean mayBeNearest(Contact newcomer, int bits) {
    int shared = self().commonPrefix(newcomer.id());
    List<Contact> nearest = table().closest(self(), parts.neighbours().k());
    return bits <= shared
        || nearest.size() < parts.neighbours().k()
        || self().commonPrefix(nearest.getLast().id()) <= shared;
  }

  private NodeId self() {
    return parts.neighbours().id();
  }

  private RoutingTable table() {
    return parts.neighbours().table();
  }

  private void tick() {
    timer = null;
    for (int turns = newcomers.size(); turns > 0; turns--) {
      Newcomer newcomer = newcomers.removeFirst();
      if (newcomer.restsUntil > loop.now()) {
        newcomers.add(newcomer);
        continue;
      }
      if (handOverNext(newcomer)) {
        newcomers.add(newcomer);
      }
      break;
    }
    if (!newcomers.isEmpty()) {
      timer = loop.after(TICK, this::tick);
    }
  }

  // Returns whether there may be more for it.
  private boolean handOverNext(Newcomer newcomer) {
    if (newcomer.isGone) {
      return false;
    }
    List<NodeId> keys = parts.values().store().keysAfter(newcomer.after, MOST_KEYS_PER_TICK);
    for (NodeId key : keys) {
      if (key.commonPrefix(parts.neighbours().id()) < newcomer.bits) {
        return false; // and so it is with all that are farther away
      }
      newcomer.after = key;
      StoredValue held = isDue(key, newcomer.contact) ? parts.values().find(key) : null;
      if (held != null && held.copy() == Copy.PRIMARY) {
        handOver(newcomer, key, held);
        return true;
      }
    }
    return keys.size() == MOST_KEYS_PER_TICK;
  }

  private boolean isDue(NodeId key, Contact newcomer) {
    Neighbours neighbours = parts.neighbours();
    for (Contact contact : neighbours.closest(key, 2)) {
      if (!contact.equals(newcomer) && key.compareDistance(contact.id(), neighbours.id()) < 0) {
        return false; // that one does it
      }
    }
    return neighbours.closest(key, neighbours.k()).contains(newcomer);
  }

  private void handOver(Newcomer newcomer, NodeId key, StoredValue held) {
    newcomer.sent++;
    newcomer.restsUntil = newcomer.sent < AT_ONCE ? loop.now() : loop.now() + APART;
    parts
        .storing()
        .store(
            newcomer.contact,
            key,
            held.value(),
            Priority.BACKGROUND,
            reply -> newcomer.isGone |= reply == Storing.Reply.SILENT);
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private static final class Newcomer {
    final Contact contact;
    final int bits; // that a key shares with the own id if it is for us to hand over
    @Nullable NodeId after;
    int sent;
    long restsUntil;
    boolean isGone;

    Newcomer(Contact contact, int bits) {
      this.contact = contact;
      this.bits = bits;
    }
  }
}
