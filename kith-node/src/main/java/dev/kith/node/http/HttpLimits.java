package dev.kith.node.http;

import java.time.Duration;

/// How much of the HTTP server strangers may take up.
///
/// @param connections open at a time
/// @param patience how long a request's header may take to arrive, and then its body
record HttpLimits(int connections, Duration patience) {
  /// The limits of a node.
  static final HttpLimits DEFAULT = new HttpLimits(256, Duration.ofSeconds(10));
}
