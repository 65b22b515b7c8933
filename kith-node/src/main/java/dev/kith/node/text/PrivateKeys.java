package dev.kith.node.text;

import dev.kith.core.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Private keys as typed: 64 hex digits, or the name of a file that holds them or the 32 bytes.
public final class PrivateKeys {
  private static final Pattern HEX32 = Pattern.compile("(0[xX])?[0-9a-fA-F]{64}");
  private static final Pattern NEARLY_HEX = Pattern.compile("(0[xX])?[0-9a-fA-F]{16,}");

  private PrivateKeys() {}

  /// The 32 bytes of the key that `text` gives or names. A key is never repeated in an error.
  public static Bytes parse(String text) {
    if (HEX32.matcher(text).matches()) {
      return Hex.parse(text, 32);
    }
    byte[] content = read(text);
    String inside = new String(content, StandardCharsets.ISO_8859_1).strip();
    if (HEX32.matcher(inside).matches()) {
      return Hex.parse(inside, 32);
    }
    if (content.length == 32) {
      return Bytes.wrap(content);
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "': expected a file with 64 hex digits or 32 bytes, it has "
            + content.length
            + " bytes");
  }

  private static byte[] read(String name) {
    try {
      Path file = Path.of(name);
      if (Files.isRegularFile(file) && Files.size(file) <= 4096) {
        return Files.readAllBytes(file);
      }
    } catch (IOException | InvalidPathException unreadable) {
      // said below
    }
    // Hex digits may be most of a key: not for a log.
    String shown =
        NEARLY_HEX.matcher(name).matches() ? name.length() + " characters" : "'" + name + "'";
    throw new IllegalArgumentException(
        shown + ": expected 64 hex digits (32 bytes), or a readable file that holds them");
  }
}
