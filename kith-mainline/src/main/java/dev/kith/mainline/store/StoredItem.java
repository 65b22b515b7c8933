package dev.kith.mainline.store;

import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.PackedItem;

/// An item and until when it is kept; one object, since there are many.
final class StoredItem extends PackedItem {
  private long expiresAt;

  StoredItem(Item item, long expiresAt) {
    super(item);
    this.expiresAt = expiresAt;
  }

  long expiresAt() {
    return expiresAt;
  }

  void keepUntil(long newExpiry) {
    expiresAt = newExpiry;
  }
}
