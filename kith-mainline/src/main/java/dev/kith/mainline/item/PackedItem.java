package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;

/// An item packed for keeping: all its byte strings in one array. As it is it would take half a
/// dozen objects. Immutable, but for what a store adds.
public class PackedItem {
  private static final int SALT_AT = MutableItem.KEY_BYTES + MutableItem.SIGNATURE_BYTES;
  private static final long IMMUTABLE = -1;

  private final Bytes packed; // key, signature, salt if mutable; then the value
  private final byte saltLength;
  private final long seq;

  /// Packs `item`.
  protected PackedItem(Item item) {
    switch (item) {
      case ImmutableItem immutable -> {
        packed = immutable.encoded().compact();
        saltLength = 0;
        seq = IMMUTABLE;
      }
      case MutableItem mutable -> {
        packed = pack(mutable);
        saltLength = (byte) mutable.salt().length();
        seq = mutable.seq();
      }
    }
  }

  private static Bytes pack(MutableItem item) {
    byte[] bytes = new byte[SALT_AT + item.salt().length() + item.encoded().length()];
    item.publicKey().copyTo(bytes, 0);
    item.signature().copyTo(bytes, MutableItem.KEY_BYTES);
    item.salt().copyTo(bytes, SALT_AT);
    item.encoded().copyTo(bytes, SALT_AT + item.salt().length());
    return Bytes.wrap(bytes);
  }

  /// The item. It was checked when it was made, and is not again.
  public final Item item() {
    if (seq == IMMUTABLE) {
      return new ImmutableItem(packed);
    }
    int valueAt = SALT_AT + saltLength;
    return new MutableItem(
        packed.slice(0, MutableItem.KEY_BYTES),
        packed.slice(SALT_AT, saltLength),
        seq,
        packed.slice(valueAt, packed.length() - valueAt),
        packed.slice(MutableItem.KEY_BYTES, MutableItem.SIGNATURE_BYTES));
  }
}
