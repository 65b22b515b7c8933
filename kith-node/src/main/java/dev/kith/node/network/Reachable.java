package dev.kith.node.network;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;

/// How programs of this host reach a node of this host.
public final class Reachable {
  private Reachable() {}

  /// An endpoint to send to, given one that is listened on: the loopback address for a wildcard.
  public static Endpoint from(Endpoint listen) {
    if (!listen.address().isWildcard()) {
      return listen;
    }
    return new Endpoint(Address.parse(listen.isV4() ? "127.0.0.1" : "::1"), listen.port());
  }
}
