package dev.kith.node.daemon;

import dev.kith.core.net.Endpoint;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// Hosts and ports turned into endpoints, one for each.
public final class Listens {
  private Listens() {}

  /// The endpoint of each of `hosts`: the first its name resolves to.
  ///
  /// @throws IOException if a name does not resolve; its message names it
  public static List<Endpoint> resolve(List<HostPort> hosts) throws IOException {
    List<Endpoint> endpoints = new ArrayList<>(hosts.size());
    for (HostPort host : hosts) {
      endpoints.add(host.resolve().getFirst());
    }
    return endpoints;
  }

  /// Where a node that listens on `listens` reaches `hosts`: of each, one endpoint in each family
  /// that it listens on.
  ///
  /// @throws IOException if a name does not resolve, or none of the hosts can be reached; its
  ///   message names it
  public static List<Endpoint> peers(List<HostPort> hosts, List<Endpoint> listens)
      throws IOException {
    List<Endpoint> peers = new ArrayList<>();
    for (HostPort host : hosts) {
      List<Endpoint> endpoints = host.resolve();
      listens.stream()
          .map(Endpoint::isV4)
          .distinct()
          .flatMap(v4 -> endpoints.stream().filter(peer -> peer.isV4() == v4).limit(1))
          .forEach(peers::add);
    }
    if (peers.isEmpty() && !hosts.isEmpty()) {
      String here = listens.getFirst().isV4() ? "IPv4" : "IPv6";
      String there = listens.getFirst().isV4() ? "IPv6" : "IPv4";
      throw new IOException(
          "'%s': expected an %s address to join through, or an %s address to listen on as well:"
                  .formatted(hosts.getFirst(), here, there)
              + " this node listens on %s only".formatted(here));
    }
    return peers;
  }

  /// Whether this machine has an IPv6 address.
  public static boolean hasIpv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException none) {
      return false;
    }
  }
}
