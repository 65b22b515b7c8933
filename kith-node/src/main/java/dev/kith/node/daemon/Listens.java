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
