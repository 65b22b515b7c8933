package dev.kith.kv.signed;

import java.util.HexFormat;

/// Writes strings the way Python's `json` does: what is not printable ASCII becomes a backslash,
/// `u` and four hexadecimal digits in small letters, twice for a character beyond the basic plane.
/// Votes compare texts, so nodes have to agree on every byte.
final class JsonText {
  private static final HexFormat DIGITS = HexFormat.of();

  private JsonText() {}

  /// Appends `text` with its quotes.
  static void append(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(json, text.charAt(i));
    }
    json.append('"');
  }

  private static void append(StringBuilder json, char unit) {
    switch (unit) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (unit >= ' ' && unit <= '~') {
          json.append(unit);
        } else {
          json.append("\\u").append(DIGITS.toHexDigits(unit));
        }
      }
    }
  }
}
