package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import org.jspecify.annotations.Nullable;

/// The answer to a query (`y` = `r`).
///
/// @param t the transaction id of the query
/// @param r the results
/// @param v the client's version, or empty
/// @param ip how the answering node sees the one that asked (BEP 42), or `null`
/// @param readOnly whether the answering node says that it serves nobody (`ro` above 0): one does
///   not store there
public record ResponsePacket(Bytes t, BDict r, Bytes v, @Nullable Endpoint ip, boolean readOnly)
    implements Packet {
  /// A response with results and nothing else.
  public static ResponsePacket of(Bytes t, BDict r) {
    return new ResponsePacket(t, r, Bytes.EMPTY, null, false);
  }
}
