package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeDecoder;
import dev.kith.mainline.bencode.Limits;

/// A value that the DHT can store (BEP 44).
///
/// The value is kept as the bytes that were received or are to be sent: hashes and signatures are
/// over these, never over another encoding of the same value.
public sealed interface Item permits ImmutableItem, MutableItem {
  /// The longest encoding of a value, in bytes, that every node stores.
  int MAX_VALUE_BYTES = 1_000;

  /// Where the item is stored.
  NodeId target();

  /// The bencoded value.
  Bytes encoded();

  /// The value.
  ///
  /// @throws IllegalStateException if [#encoded()] is not canonical bencode; an item that came from
  ///   a query or a reply has been checked
  default BValue value() {
    try {
      return decode(encoded());
    } catch (MalformedException why) {
      throw new IllegalStateException("the value is not canonical bencode", why);
    }
  }

  /// The value that `encoded` is the canonical encoding of.
  ///
  /// @throws MalformedException if it is not canonical: such values are not stored
  static BValue decode(Bytes encoded) throws MalformedException {
    return BencodeDecoder.strict(Limits.DATAGRAM).decode(encoded);
  }

  /// This item holding no more memory than it needs: for keeping.
  Item compact();
}
