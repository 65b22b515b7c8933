package dev.kith.node.mainline;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;

/// How programs of this host reach a node of this host.
final class Reachable {
  private Reachable() {}

  /// An endpoint to send to, given one that is listened on: the loopback address for a wildcard.
  static Endpoint from(Endpoint listen) {
    if (!listen.address().isWildcard()) {
      return listen;
    }
    return new Endpoint(Address.parse(listen.isV4() ? "127.0.0.1" : "::1"), listen.port());
  }
}
