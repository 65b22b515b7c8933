package dev.kith.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.List;
import java.util.Optional;

/// A node at one moment.
///
/// @param health one word: `starting`, `bootstrapping`, `joined`, `alone` (knows nobody and has
///   nobody to ask) or `unreachable` (nobody of those it could ask answers)
/// @param homes its bound addresses
/// @param infoHashes info-hashes stored for others
/// @param peers peers stored for others
/// @param items items stored for others
public record NodeStatus(String health, List<Home> homes, int infoHashes, int peers, int items) {
  /// Copies the list.
  public NodeStatus {
    homes = List.copyOf(homes);
  }

  /// One bound address.
  ///
  /// @param endpoint where it listens
  /// @param id its id
  /// @param contacts the contacts in its routing table
  /// @param readOnly whether it serves nobody
  /// @param external its address as other nodes agree to see it
  /// @param networkSize the estimated number of nodes in the network, 0 if there is no estimate yet
  public record Home(
      Endpoint endpoint,
      NodeId id,
      int contacts,
      boolean readOnly,
      Optional<Endpoint> external,
      double networkSize) {}
}
