package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import org.jspecify.annotations.Nullable;

/// The refusal of a query (`y` = `e`).
///
/// Other nodes write `e` in several ways: a list of code and text as BEP 5 has it, a list with only
/// one of them, a bare string. All are read; written is always the list of two.
///
/// @param t the transaction id of the query
/// @param code what went wrong, see [ErrorCode]; 0 if it was not given
/// @param text the same for people; empty if it was not given
/// @param r results sent along with the error, as libtorrent does; normally empty
/// @param v the client's version, or empty
/// @param ip how the answering node sees the one that asked (BEP 42), or `null`
public record ErrorPacket(Bytes t, int code, Bytes text, BDict r, Bytes v, @Nullable Endpoint ip)
    implements Packet {
  /// An error with code and text and nothing else.
  public static ErrorPacket of(Bytes t, int code, String text) {
    return new ErrorPacket(t, code, Bytes.utf8(text), BDict.EMPTY, Bytes.EMPTY, null);
  }
}
