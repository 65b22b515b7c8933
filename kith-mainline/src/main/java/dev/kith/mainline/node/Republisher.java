package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Does again what applications asked for, before other nodes forget it: items every 50 minutes
/// (BEP 44 asks for an hour at most, and nodes forget them after two), announcements every 25
/// minutes, as others do it. Spread over the interval by when they were made.
///
/// Every other turn of an item may be spared if others keep it alive. Not two in a row: the copies
/// found do not tell how old they are, and may all expire before the third.
final class Republisher {
  private static final long ITEM_TURN = TimeUnit.MINUTES.toNanos(50);
  private static final long ANNOUNCE_TURN = TimeUnit.MINUTES.toNanos(25);
  private static final long TICK = TimeUnit.SECONDS.toNanos(30);
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_PER_TICK = 16;

  private final MainlineNode node;
  private final Loop loop;
  private final Map<NodeId, Due<Turn>> items = new LinkedHashMap<>();
  private final Map<NodeId, Due<Announcement.Announce>> announcements = new LinkedHashMap<>();
  private Loop.@Nullable Timer timer;

  Republisher(MainlineNode node, Loop loop) {
    this.node = node;
    this.loop = loop;
  }

  private record Due<T>(T what, long at) {}

  private record Turn(Item item, boolean maySpare) {}

  /// Keeps `item` alive; an older one with the same target is forgotten.
  void keep(Item item) {
    keep(new Turn(item, true));
  }

  private void keep(Turn turn) {
    keep(items, turn.item().target(), new Due<>(turn, loop.now() + ITEM_TURN));
  }

  /// Keeps an announcement alive.
  void keep(NodeId infoHash, Announcement.Announce announce) {
    keep(announcements, infoHash, new Due<>(announce, loop.now() + ANNOUNCE_TURN));
  }

  private <T> void keep(Map<NodeId, Due<T>> kept, NodeId target, Due<T> due) {
    kept.remove(target);
    if (kept.size() < MOST_ENTRIES) {
      kept.put(target, due);
    }
    if (timer == null) {
      timer = loop.after(TICK, this::tick);
    }
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void tick() {
    timer = loop.after(TICK, this::tick);
    for (int i = 0; i < MOST_PER_TICK; i++) {
      Turn turn = takeDue(items);
      if (turn != null) {
        keep(new Turn(turn.item(), !turn.maySpare()));
        putAgain(turn);
      }
      NodeId infoHash = announcements.isEmpty() ? null : announcements.keySet().iterator().next();
      Announcement.Announce announce = takeDue(announcements);
      if (announce != null && infoHash != null) {
        keep(infoHash, announce);
        node.announce(infoHash, announce, new CompletableFuture<>());
      }
    }
  }

  // Entries are in the order in which they fall due.
  private <T> @Nullable T takeDue(Map<NodeId, Due<T>> kept) {
    var first = kept.entrySet().iterator();
    if (!first.hasNext()) {
      return null;
    }
    Due<T> due = first.next().getValue();
    if (due.at() > loop.now()) {
      return null;
    }
    first.remove();
    return due.what();
  }

  private void putAgain(Turn turn) {
    Item item = turn.item();
    Bytes key = item instanceof MutableItem mutable ? mutable.publicKey() : Bytes.EMPTY;
    Bytes salt = item instanceof MutableItem mutable ? mutable.salt() : Bytes.EMPTY;
    node.publish(
        new Publication(
            item.target(),
            key,
            salt,
            seq -> item,
            OptionalLong.empty(),
            turn.maySpare(),
            new CompletableFuture<>()));
  }
}
