package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeEncoder;

/// A value stored under its own hash (BEP 44, "Immutable items").
///
/// @param encoded the bencoded value, at most [#MAX_VALUE_BYTES] bytes
public record ImmutableItem(Bytes encoded) implements Item {
  /// Checks the size.
  public ImmutableItem {
    ItemTarget.checkSize(encoded);
  }

  /// The item of a value.
  ///
  /// @throws IllegalArgumentException if its encoding is longer than [#MAX_VALUE_BYTES]
  public static ImmutableItem of(BValue value) {
    return new ImmutableItem(BencodeEncoder.encode(value));
  }

  @Override
  public NodeId target() {
    return ItemTarget.immutable(encoded);
  }

  @Override
  public ImmutableItem compact() {
    return new ImmutableItem(encoded.compact());
  }
}
