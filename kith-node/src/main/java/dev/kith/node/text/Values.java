package dev.kith.node.text;

import dev.kith.core.bytes.Bytes;

/// The values that networks store, as typed and as shown: text, or bytes in hex after `0x`.
public final class Values {
  private Values() {}

  /// The bytes `text` stands for: those of its hex digits if it starts with `0x` and `forceText` is
  /// not set, else its UTF-8 form.
  public static Bytes parse(String text, boolean forceText) {
    if (forceText || !text.startsWith("0x")) {
      return Bytes.utf8(text);
    }
    try {
      return Hex.parse(text);
    } catch (IllegalArgumentException notHex) {
      throw new IllegalArgumentException(
          "'"
              + Hex.shortened(text)
              + "': expected pairs of hex digits after 0x; --text takes it as text",
          notHex);
    }
  }

  /// `value` as text if it is printable UTF-8 and `forceHex` is not set, else `0x…`.
  public static String show(Bytes value, boolean forceHex) {
    return forceHex
        ? hex(value)
        : value.asUtf8().filter(OneLine::isPlain).orElseGet(() -> hex(value));
  }

  private static String hex(Bytes value) {
    return "0x" + value.toHex();
  }
}
