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

/// Does again what applications asked for, before other nodes forget it: items every hour (BEP 44),
/// announcements every 25 minutes, as others do it. Spread over the interval by when they were
/// made.
final class Republisher {
  private static final long ITEM_LIFE = TimeUnit.HOURS.toNanos(1);
  private static final long ANNOUNCE_LIFE = TimeUnit.MINUTES.toNanos(25);
  private static final long TICK = TimeUnit.SECONDS.toNanos(30);
  private static final int MOST_ENTRIES = 10_000;
  private static final int MOST_PER_TICK = 16;

  private final MainlineNode node;
  private final Loop loop;
  private final Map<NodeId, Due<Item>> items = new LinkedHashMap<>();
  private final Map<NodeId, Due<Announcement.Announce>> announcements = new LinkedHashMap<>();
  private Loop.@Nullable Timer timer;

  Republisher(MainlineNode node, Loop loop) {
    this.node = node;
    this.loop = loop;
  }

  private record Due<T>(T what, long at) {}

  /// Keeps `item` alive; an older one with the same target is forgotten.
  void keep(Item item) {
    keep(items, item.target(), new Due<>(item, loop.now() + ITEM_LIFE));
  }

  /// Keeps an announcement alive.
  void keep(NodeId infoHash, Announcement.Announce announce) {
    keep(announcements, infoHash, new Due<>(announce, loop.now() + ANNOUNCE_LIFE));
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
      Item item = takeDue(items);
      if (item != null) {
        keep(item);
        putAgain(item);
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

  private void putAgain(Item item) {
    Bytes key = item instanceof MutableItem mutable ? mutable.publicKey() : Bytes.EMPTY;
    Bytes salt = item instanceof MutableItem mutable ? mutable.salt() : Bytes.EMPTY;
    node.publish(
        new Publication(
            item.target(),
            key,
            salt,
            seq -> item,
            OptionalLong.empty(),
            true,
            new CompletableFuture<>()));
  }
}
