package dev.kith.node.mainline;

import dev.kith.core.net.Endpoint;
import dev.kith.node.text.HostPort;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// The well-known bootstrap nodes of the public network. Asked only with `--public`.
final class PublicNodes {
  private static final List<HostPort> NAMES =
      List.of(
          new HostPort("router.bittorrent.com", 6881),
          new HostPort("dht.transmissionbt.com", 6881),
          new HostPort("dht.libtorrent.org", 25401),
          new HostPort("router.utorrent.com", 6881));

  private PublicNodes() {}

  /// Their endpoints, as far as their names resolve.
  ///
  /// @throws UnknownHostException if none does; its message is fit for a person
  static List<Endpoint> resolve() throws UnknownHostException {
    List<Endpoint> endpoints = new ArrayList<>();
    for (HostPort name : NAMES) {
      try {
        endpoints.addAll(name.resolve());
      } catch (UnknownHostException gone) {
        // Some of these names come and go; one is enough.
      }
    }
    if (endpoints.isEmpty()) {
      throw new UnknownHostException(
          "none of the public bootstrap nodes resolves ("
              + NAMES.getFirst()
              + ", …): expected a network with name resolution");
    }
    return endpoints;
  }
}
