package dev.kith.sim;

import dev.kith.core.net.Endpoint;

/// Sees every datagram that is sent, whatever becomes of it: for counting what a victim would get.
@FunctionalInterface
public interface Tap {
  /// A datagram of `bytes` bytes (0 when messages are handed over) left `from`, as seen outside any
  /// NAT, for `to`.
  void sent(long now, Endpoint from, Endpoint to, int bytes);
}
