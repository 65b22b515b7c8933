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

  static List<Endpoint> listensFor(List<Endpoint> peers) {
    List<Endpoint> locals = new ArrayList<>();
    boolean loopback = peers.stream().allMatch(peer -> peer.address().isLoopback());
    if (peers.isEmpty() || peers.stream().anyMatch(Endpoint::isV4)) {
      locals.add(any(loopback && !peers.isEmpty() ? "127.0.0.1" : "0.0.0.0"));
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
