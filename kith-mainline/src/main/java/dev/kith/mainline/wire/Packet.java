package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;

/// A KRPC message (BEP 5, "KRPC Protocol"): a query, a response or an error.
///
/// Component names are the keys on the wire. Keys this library does not know are dropped on the
/// outermost level and kept inside `a` and `r`.
public sealed interface Packet permits QueryPacket, ResponsePacket, ErrorPacket {
  /// The longest transaction id accepted, in bytes. Ids of 1 to 20 have been seen; echoing much
  /// more would only help an attacker.
  int MAX_TRANSACTION_BYTES = 64;

  /// The transaction id, chosen by the querying node and echoed unchanged.
  Bytes t();

  /// The client's name and version: by custom two letters and two bytes. Empty if not given.
  Bytes v();
}
