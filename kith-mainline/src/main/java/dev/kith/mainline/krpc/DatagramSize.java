package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BencodeEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether what a caller wants sent fits into a datagram. What does not is the caller's mistake: on
/// its way it would be lost in silence.
final class DatagramSize {
  private static final int MOST_BYTES = 65_507;

  // More than the envelope and the own id take beside what is counted.
  private static final int ENVELOPE = 256;

  private DatagramSize() {}

  /// Checks a query to a node that wants `token`.
  ///
  /// @throws IllegalArgumentException if it is too long
  static void check(KRpcQuery query, @Nullable Bytes token) {
    int tokenBytes = token == null ? 0 : token.length();
    check(query.method().length() + BencodeEncoder.sizeOf(query.arguments()) + tokenBytes);
  }

  /// Checks a response that names `nodes`.
  ///
  /// @throws IllegalArgumentException if it is too long
  static void check(BDict results, List<Contact> nodes) {
    int bytes = BencodeEncoder.sizeOf(results);
    for (Contact each : nodes) {
      bytes += each.id().length() + (each.endpoint().address().isV4() ? 6 : 18);
    }
    check(bytes);
  }

  /// Checks an error.
  ///
  /// @throws IllegalArgumentException if it is too long
  static void check(String text) {
    check(Bytes.utf8(text).length());
  }

  private static void check(int bytes) {
    if (bytes > MOST_BYTES - ENVELOPE) {
      throw new IllegalArgumentException(
          "a datagram takes "
              + (MOST_BYTES - ENVELOPE)
              + " bytes of arguments or results, not "
              + bytes);
    }
  }
}
