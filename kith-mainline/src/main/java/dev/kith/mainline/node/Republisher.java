package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Turns;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Does again what applications asked for, before other nodes forget it: items every 50 minutes
/// (BEP 44 asks for an hour at most, and nodes forget them after two), announcements every 25
/// minutes, as others do it. Each at its own time, and however many there are, never all at once.
///
/// Every other turn of an item may be spared if others keep it alive. Not two in a row: the copies
/// found do not tell how old they are, and may all expire before the third.
final class Republisher {
  private static final long ITEM_TURN = TimeUnit.MINUTES.toNanos(50);
  private static final long ANNOUNCE_TURN = TimeUnit.MINUTES.toNanos(25);
  private static final int MOST = 10_000; // of each

  private final MainlineNode node;
  private final Loop loop;
  private final Observer observer;
  private final Map<NodeId, Turn> items = new HashMap<>();
  private final Map<NodeId, Announcement.Announce> announcements = new HashMap<>();
  private final Turns itemTurns;
  private final Turns announceTurns;

  Republisher(MainlineNode node, Loop loop, Observer observer) {
    this.node = node;
    this.loop = loop;
    this.observer = observer;
    this.itemTurns = new Turns(loop, MOST, ITEM_TURN / MOST, this::putAgain);
    this.announceTurns = new Turns(loop, MOST, ANNOUNCE_TURN / MOST, this::announceAgain);
  }

  private record Turn(Item item, boolean maySpare) {}

  /// Keeps `item` alive; an older one with the same target is forgotten. Of two that were put at
  /// the same time the older one may be acknowledged last.
  void keep(Item item) {
    Turn known = items.get(item.target());
    if (hasRoom(items, item.target()) && (known == null || !isOlder(item, known.item()))) {
      keep(new Turn(item, true));
    }
  }

  private static boolean isOlder(Item item, Item other) {
    return item instanceof MutableItem mine
        && other instanceof MutableItem theirs
        && mine.seq() < theirs.seq();
  }

  private void keep(Turn turn) {
    NodeId target = turn.item().target();
    items.put(target, turn);
    itemTurns.set(target, loop.now() + ITEM_TURN);
  }

  /// Keeps an announcement alive.
  void keep(NodeId infoHash, Announcement.Announce announce) {
    if (hasRoom(announcements, infoHash)) {
      announcements.put(infoHash, announce);
      announceTurns.set(infoHash, loop.now() + ANNOUNCE_TURN);
    }
  }

  private boolean hasRoom(Map<NodeId, ?> kept, NodeId target) {
    boolean hasRoom = kept.size() < MOST || kept.containsKey(target);
    if (!hasRoom) {
      String detail = target + " is not put again: " + MOST + " others are already";
      observer.on(new Event.HealthChanged("not kept alive", detail));
    }
    return hasRoom;
  }

  void close() {
    itemTurns.close();
    announceTurns.close();
  }

  private boolean announceAgain(NodeId infoHash) {
    Announcement.Announce announce = announcements.get(infoHash);
    if (announce == null) {
      return false;
    }
    keep(infoHash, announce);
    node.announce(infoHash, announce, new CompletableFuture<>());
    return true;
  }

  private boolean putAgain(NodeId target) {
    Turn turn = items.get(target);
    if (turn == null) {
      return false;
    }
    keep(new Turn(turn.item(), !turn.maySpare()));
    Publication again = publication(turn.item(), turn.maySpare());
    node.publish(again);
    var _ = again.ended().exceptionally(refused -> keepNewest(turn.item(), again));
    return true;
  }

  // Somebody has put a newer one, who may not keep it alive. If we went on with ours, theirs would
  // be forgotten and ours be back.
  private @Nullable StoreReport keepNewest(Item ours, Publication refused) {
    MutableItem newest = refused.newest();
    if (newest != null && isOlder(ours, newest) && items.containsKey(newest.target())) {
      keep(newest);
      node.publish(publication(newest, false));
    }
    return null;
  }

  private static Publication publication(Item item, boolean maySpare) {
    Bytes key = item instanceof MutableItem mutable ? mutable.publicKey() : Bytes.EMPTY;
    Bytes salt = item instanceof MutableItem mutable ? mutable.salt() : Bytes.EMPTY;
    return new Publication(
        item.target(),
        key,
        salt,
        seq -> item,
        OptionalLong.empty(),
        maySpare,
        new CompletableFuture<>());
  }
}
