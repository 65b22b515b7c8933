package dev.kith.mainline.store;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.mainline.wire.ErrorCode;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The items that were put to a node (BEP 44).
///
/// An item reaches the store with its sizes and ranges checked (205, 207, 203: see
/// `dev.kith.mainline.wire.Request`) and its token accepted (203). What is left is checked here, in
/// the order libtorrent does, once there is room: signature (206), `cas` (301), sequence number
/// (302). A put with the sequence number and the value that are stored keeps them for longer; with
/// the same number and another value it is refused, for readers could not tell which is newer.
/// Invariant: a stored sequence number never goes down while the item is kept.
///
/// The store is bounded; an item nearer to the node's id takes the place of the farthest one. A
/// pure machine on one thread.
public final class ItemStore {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome REFRESHED = new PutOutcome.Refreshed();
  private static final PutOutcome FULL =
      new PutOutcome.Refused(ErrorCode.SERVER, "the store is full");
  private static final PutOutcome BAD_SIGNATURE =
      new PutOutcome.Refused(ErrorCode.BAD_SIGNATURE, "invalid signature");
  private static final PutOutcome CAS_MISMATCH =
      new PutOutcome.Refused(ErrorCode.CAS_MISMATCH, "the stored seq is not cas");
  private static final PutOutcome SEQ_TOO_LOW =
      new PutOutcome.Refused(ErrorCode.SEQUENCE_TOO_LOW, "seq is less than the stored one");
  private static final PutOutcome SEQ_TAKEN =
      new PutOutcome.Refused(ErrorCode.SEQUENCE_TOO_LOW, "seq is stored with another value");

  private final ItemStoreOptions options;
  private final long ttl;
  private NodeId self;
  private TreeMap<NodeId, StoredItem> items; // nearest first

  /// An empty store of the node with id `self`.
  public ItemStore(NodeId self, ItemStoreOptions options) {
    this.self = self;
    this.options = options;
    this.ttl = options.ttl().toNanos();
    this.items = new TreeMap<>(self::compareDistance);
  }

  /// Stores an item, if everything is as it should be.
  ///
  /// @param cas for a mutable item the sequence number that must be the stored one; ignored when
  ///   nothing is stored
  public PutOutcome put(long now, Item item, OptionalLong cas) {
    NodeId target = item.target();
    Item stored = find(now, target);
    if (stored != null && stored.equals(item)) {
      // Signature and all: it was verified then. The same cas as then would not match any more.
      return keepOrMismatch(now, target, stored, cas);
    }
    if (stored == null && !hasRoomFor(now, target)) {
      return FULL; // before the signature, which costs a thousand times more
    }
    if (item instanceof MutableItem mutable) {
      if (!mutable.isAuthentic()) {
        return BAD_SIGNATURE;
      }
      if (stored instanceof MutableItem old) {
        PutOutcome objection = objection(mutable, old, cas);
        return objection != null ? objection : replace(now, target, mutable, old);
      }
    }
    return add(now, target, item);
  }

  private PutOutcome keepOrMismatch(long now, NodeId target, Item stored, OptionalLong cas) {
    if (stored instanceof MutableItem old && mismatches(cas, old)) {
      return CAS_MISMATCH;
    }
    return refresh(now, target);
  }

  private static @Nullable PutOutcome objection(
      MutableItem item, MutableItem old, OptionalLong cas) {
    if (mismatches(cas, old)) {
      return CAS_MISMATCH;
    }
    if (item.seq() < old.seq()) {
      return SEQ_TOO_LOW;
    }
    return item.seq() == old.seq() && !item.encoded().equals(old.encoded()) ? SEQ_TAKEN : null;
  }

  private static boolean mismatches(OptionalLong cas, MutableItem old) {
    return cas.isPresent() && cas.getAsLong() != old.seq();
  }

  private PutOutcome replace(long now, NodeId target, MutableItem item, MutableItem old) {
    if (item.seq() == old.seq()) { // another signature for the same
      return refresh(now, target);
    }
    items.put(target, new StoredItem(item, now + ttl));
    return STORED;
  }

  private PutOutcome refresh(long now, NodeId target) {
    StoredItem entry = items.get(target);
    if (entry != null) {
      entry.keepUntil(now + ttl);
    }
    return REFRESHED;
  }

  private PutOutcome add(long now, NodeId target, Item item) {
    if (items.size() >= options.items()) {
      items.pollLastEntry();
    }
    items.put(target, new StoredItem(item, now + ttl));
    return STORED;
  }

  /// Whether an item with this target could be kept: then it is worth handing out a token.
  public boolean hasRoomFor(long now, NodeId target) {
    return items.size() < options.items()
        || find(now, target) != null
        || self.compareDistance(target, items.lastKey()) < 0;
  }

  /// The item stored at `target`, or `null`.
  public @Nullable Item find(long now, NodeId target) {
    StoredItem entry = items.get(target);
    if (entry == null) {
      return null;
    }
    if (now >= entry.expiresAt()) {
      items.remove(target);
      return null;
    }
    return entry.item();
  }

  /// Drops what has expired. What has expired is never given out anyway, this only frees the
  /// memory.
  public void sweep(long now) {
    items.values().removeIf(entry -> now >= entry.expiresAt());
  }

  /// Tells the store that the node has a new id: other items are the nearest now.
  public void recentre(NodeId newSelf) {
    TreeMap<NodeId, StoredItem> resorted = new TreeMap<>(newSelf::compareDistance);
    resorted.putAll(items);
    self = newSelf;
    items = resorted;
  }

  /// The number of items, perhaps with some that have expired.
  public int size() {
    return items.size();
  }
}
