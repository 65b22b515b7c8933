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
        : value.asUtf8().filter(Values::isPrintable).orElseGet(() -> hex(value));
  }

  /// Whether a terminal would show every character of `text` and obey none: no control characters
  /// (line ends included), and none that reorder or hide what follows.
  static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Values::isPrintable);
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Of the invisible ones, emoji need the two joiners; the others can make a text lie.
      case Character.FORMAT -> point == 0x200c || point == 0x200d;
      default -> true;
    };
  }

  private static String hex(Bytes value) {
    return "0x" + value.toHex();
  }
}
