package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;

/// A bencoded integer. The format has no bounds; like every DHT node this one reads signed 64 bits.
public record BInteger(long value) implements BValue {
  @Override
  public Bytes raw() {
    return BencodeEncoder.encode(this);
  }

  @Override
  public boolean isCanonical() {
    return true;
  }

  @Override
  public int depth() {
    return 0;
  }

  @Override
  public int tokens() {
    return 1;
  }

  /// The decimal digits.
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
