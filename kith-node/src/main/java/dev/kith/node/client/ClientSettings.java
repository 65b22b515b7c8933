package dev.kith.node.client;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node that lives as long as a command is started with.
///
/// @param listens free ports of the families that `peers` have; on the loopback address if all it
///   is to talk to is there
/// @param peers whom it knows to begin with
/// @param timeout how long to wait for one reply, if that was given
/// @param folder where to keep what it learns, null for nowhere
/// @param observer told everything that happens
public record ClientSettings(
    List<Endpoint> listens,
    List<Endpoint> peers,
    @Nullable Duration timeout,
    @Nullable Path folder,
    Observer observer) {
  /// Copies the lists.
  public ClientSettings {
    listens = List.copyOf(listens);
    peers = List.copyOf(peers);
  }

  /// Where to listen to talk to `peers`: on IPv4 if `v4` says so, which it does if any of them is
  /// there; on IPv6 if any is there, or none is given and it is not to be IPv4.
  static List<Endpoint> listensFor(List<Endpoint> peers, boolean v4) {
    if (peers.isEmpty()) {
      return List.of(any(v4 ? "0.0.0.0" : "::"));
    }
    List<Endpoint> locals = new ArrayList<>();
    boolean loopback = peers.stream().allMatch(peer -> peer.address().isLoopback());
    if (v4) {
      locals.add(any(loopback ? "127.0.0.1" : "0.0.0.0"));
    }
    if (!peers.stream().allMatch(Endpoint::isV4)) {
      locals.add(any(loopback ? "::1" : "::"));
    }
    return locals;
  }

  private static Endpoint any(String address) {
    return new Endpoint(Address.parse(address), 0);
  }
}
