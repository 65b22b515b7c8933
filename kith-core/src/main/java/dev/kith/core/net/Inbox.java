package dev.kith.core.net;

import dev.kith.core.bytes.MalformedException;

/// Where a [Wire] delivers what arrived. Called on the loop's thread.
public interface Inbox<M> {
  /// Whether a datagram of `bytes` bytes from `from` is worth decoding: the gate for size limits,
  /// rates and bans, asked before a byte is parsed. A refusal is final and silent; the gate counts.
  boolean admits(Endpoint from, int bytes);

  /// A message arrived. `bytes` is the size of its datagram, 0 when the simulator handed the
  /// message over unencoded.
  void received(Endpoint from, M message, int bytes);

  /// A datagram could not be decoded. It is never answered.
  void malformed(Endpoint from, MalformedException why);
}
