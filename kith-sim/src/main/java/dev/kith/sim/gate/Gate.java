package dev.kith.sim.gate;

import dev.kith.core.net.Endpoint;
import org.jspecify.annotations.Nullable;

/// Stands between a node and its socket: sees every message, and may change or keep it.
///
/// @param <M> what the node's codec decodes
public interface Gate<M> {
  /// What the node gets of a message that has arrived in a datagram of `bytes` bytes; `null` for
  /// nothing.
  default @Nullable M arrived(Endpoint from, M message, int bytes) {
    return message;
  }

  /// What goes out of a message that the node sends; `null` for nothing.
  default @Nullable M leaving(Endpoint to, M message) {
    return message;
  }
}
