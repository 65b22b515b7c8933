package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BValue;

/// A value that the DHT can store (BEP 44).
///
/// The value is kept as the bytes that were received or are to be sent: hashes and signatures are
/// over these, never over another encoding of the same value. Whoever makes an item has the value
/// checked: it is canonical bencode, and within the limits below.
public sealed interface Item permits ImmutableItem, MutableItem {
  /// The longest encoding of a value, in bytes, that every node stores.
  int MAX_VALUE_BYTES = 1_000;

  /// The most integers, strings (keys too), lists and dictionaries in a value: the 512 of a query
  /// without what a put has around it, with some room for what others add.
  int MAX_VALUE_TOKENS = 480;

  /// How deep the lists and dictionaries of a value may nest: a message has two around it, and 16
  /// in all.
  int MAX_VALUE_DEPTH = 14;

  /// Where the item is stored.
  NodeId target();

  /// The bencoded value.
  Bytes encoded();

  /// The value, decoded each time.
  default BValue value() {
    try {
      return decode(encoded());
    } catch (MalformedException impossible) {
      throw new IllegalStateException("an item with a value that was not checked", impossible);
    }
  }

  /// The value that `encoded` is the canonical encoding of.
  ///
  /// @throws MalformedException if it is not canonical, or beyond the limits above
  static BValue decode(Bytes encoded) throws MalformedException {
    return ItemValue.decode(encoded);
  }

  /// This item holding no more memory than it needs: for keeping.
  Item compact();
}
