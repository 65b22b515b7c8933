package dev.kith.node.text;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import java.util.regex.Pattern;

/// Bytes as typed in hexadecimal digits of either case, with or without `0x`.
public final class Hex {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]*");

  private Hex() {}

  /// The bytes in `text`, of any number.
  public static Bytes parse(String text) {
    String digits = digits(text);
    if (!DIGITS.matcher(digits).matches() || digits.length() % 2 != 0) {
      throw new IllegalArgumentException(
          "'" + shortened(text) + "': expected pairs of hex digits, with or without 0x");
    }
    return Bytes.hex(digits);
  }

  /// The `length` bytes in `text`.
  public static Bytes parse(String text, int length) {
    String digits = digits(text);
    if (!DIGITS.matcher(digits).matches() || digits.length() != 2 * length) {
      throw new IllegalArgumentException(
          "'%s': expected %d hex digits (%d bytes), with or without 0x, got %d characters"
              .formatted(shortened(text), 2 * length, length, digits.length()));
    }
    return Bytes.hex(digits);
  }

  /// The id of `length` bytes in `text`.
  public static NodeId parseId(String text, int length) {
    return NodeId.of(parse(text, length));
  }

  /// `text`, cut where it would make an error longer than a line.
  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "…";
  }

  private static String digits(String text) {
    return text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
  }
}
