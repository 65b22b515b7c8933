package dev.kith.kv.http;

import dev.kith.core.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Text in one segment of a path (RFC 3986, section 2.1).
public final class PercentText {
  private static final String PLAIN = "-._~";

  private PercentText() {}

  /// The text that `segment` stands for; empty if an escape is broken or the bytes are no UTF-8.
  public static Optional<String> decode(String segment) {
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded[length++] = raw[i];
        continue;
      }
      if (i + 2 >= raw.length
          || !HexFormat.isHexDigit(raw[i + 1])
          || !HexFormat.isHexDigit(raw[i + 2])) {
        return Optional.empty();
      }
      decoded[length++] =
          (byte) (HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
      i += 2;
    }
    return Bytes.copyOf(decoded, 0, length).asUtf8();
  }

  /// A segment that stands for `text`.
  public static String encode(String text) {
    StringBuilder segment = new StringBuilder();
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (unit & 0xff);
      if (letter < 0x80 && (Character.isLetterOrDigit(letter) || PLAIN.indexOf(letter) >= 0)) {
        segment.append(letter);
      } else {
        segment.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
      }
    }
    return segment.toString();
  }
}
