package dev.kith.node.network;

import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node of any network is started with.
///
/// @param listens the addresses to listen on, at least one
/// @param bootstrap the nodes through which to join; none to start alone
/// @param folder where to keep state, locked by the caller; null to keep none
/// @param joinPublic whether to join the public network
/// @param observer told everything that happens, on the node's thread
public record ServiceSettings(
    List<Endpoint> listens,
    List<Endpoint> bootstrap,
    @Nullable Path folder,
    boolean joinPublic,
    Observer observer) {
  /// Copies the lists.
  public ServiceSettings {
    listens = List.copyOf(listens);
    bootstrap = List.copyOf(bootstrap);
  }
}
