package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;

/// What text has to be to be signed and sent.
final class Texts {
  private Texts() {}

  /// Whether `text` has a form in UTF-8: no half of a surrogate pair stands alone.
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  /// Fails if `text` has no form in UTF-8; `what` names it.
  static void requireWellFormed(String what, String text) {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException(what + " must be text that UTF-8 can carry");
    }
  }

  /// The bytes of hexadecimal digits; empty if `text` is anything else.
  static Bytes hex(String text) {
    try {
      return Bytes.hex(text);
    } catch (IllegalArgumentException notHex) {
      return Bytes.EMPTY;
    }
  }
}
