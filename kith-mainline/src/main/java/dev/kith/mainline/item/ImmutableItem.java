package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BValue;

/// A value stored under its own hash (BEP 44, "Immutable items").
public final class ImmutableItem implements Item {
  private final Bytes encoded;

  /// Takes bytes that have been checked.
  ImmutableItem(Bytes encoded) {
    this.encoded = encoded;
  }

  /// The item of a value. Shares memory with a value that was received.
  ///
  /// @throws IllegalArgumentException if the value cannot be stored; see [ItemValue]
  public static ImmutableItem of(BValue value) {
    return new ImmutableItem(ItemValue.encode(value));
  }

  /// The item of the value that `encoded` is the canonical bencode of.
  ///
  /// @throws IllegalArgumentException if it is not, or the value cannot be stored; see [ItemValue]
  public static ImmutableItem ofEncoded(Bytes encoded) {
    return new ImmutableItem(ItemValue.check(encoded));
  }

  @Override
  public Bytes encoded() {
    return encoded;
  }

  @Override
  public NodeId target() {
    return ItemTarget.immutable(encoded);
  }

  @Override
  public ImmutableItem compact() {
    return new ImmutableItem(encoded.compact());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof ImmutableItem other && encoded.equals(other.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return "ImmutableItem[encoded=" + encoded + "]";
  }
}
