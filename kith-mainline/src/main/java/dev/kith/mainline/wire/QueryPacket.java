package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.bencode.BDict;

/// A query (`y` = `q`).
///
/// @param t the transaction id
/// @param q the method's name; empty if it was missing
/// @param a the arguments; empty if they were missing
/// @param v the client's version, or empty
/// @param readOnly whether the sender answers no queries itself (BEP 43, `ro` = 1)
public record QueryPacket(Bytes t, Bytes q, BDict a, Bytes v, boolean readOnly) implements Packet {
  /// A query without version from a node that answers queries.
  public static QueryPacket of(Bytes t, String method, BDict a) {
    return new QueryPacket(t, Bytes.utf8(method), a, Bytes.EMPTY, false);
  }

  /// Whether the method is `name`.
  public boolean asks(String name) {
    return q.equalsAscii(name);
  }
}
