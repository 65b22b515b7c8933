package dev.kith.mainline.bencode;

import dev.kith.core.bytes.Bytes;

/// A bencoded byte string, which need not be text.
public record BString(Bytes bytes) implements BValue {
  /// The string of length 0.
  public static final BString EMPTY = new BString(Bytes.EMPTY);

  /// The UTF-8 form of `text`.
  public static BString of(String text) {
    return new BString(Bytes.utf8(text));
  }

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

  /// The text in quotes if it is printable ASCII, otherwise `0x` and hexadecimal digits.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bytes.length() + 2).append('"');
    for (int i = 0; i < bytes.length(); i++) {
      byte each = bytes.at(i);
      if (each < ' ' || each > '~' || each == '"') {
        return "0x" + bytes.toHex();
      }
      text.append((char) each);
    }
    return text.append('"').toString();
  }
}
