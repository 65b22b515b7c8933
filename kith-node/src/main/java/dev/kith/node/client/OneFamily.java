package dev.kith.node.client;

import dev.kith.core.net.Endpoint;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The endpoints that a node with one address can reach.
public final class OneFamily {
  private OneFamily() {}

  /// The endpoints of the first family, IPv4 before IPv6, in which each of `hosts` has any; all of
  /// them if there is no such family.
  public static List<Endpoint> of(List<List<Endpoint>> hosts) {
    Predicate<Endpoint> v4 = Endpoint::isV4;
    return Stream.of(v4, v4.negate())
        .filter(family -> hosts.stream().allMatch(host -> host.stream().anyMatch(family)))
        .findFirst()
        .map(family -> hosts.stream().flatMap(List::stream).filter(family).toList())
        .orElseGet(() -> hosts.stream().flatMap(List::stream).toList());
  }
}
