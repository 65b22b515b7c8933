package dev.kith.node.sim;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a network gives to be simulated: its nodes, and how they look nodes up.
///
/// @param <N> a node of the network
public interface SimulatedNodes<N> {
  /// How many nodes are nearest to a target, by this network.
  int k();

  /// The port nodes listen on.
  int port();

  /// Starts a node. Completes when it answers requests.
  CompletableFuture<N> start(Loop loop, NodeId id, Endpoint listen, List<Endpoint> bootstrap);

  /// Looks for the nodes nearest to `target`.
  CompletableFuture<Walked> findNodes(N node, NodeId target);

  /// What a lookup came to.
  ///
  /// @param nearest the nodes found, nearest first
  /// @param asked how many requests it took
  record Walked(List<NodeId> nearest, int asked) {
    /// Copies the list.
    public Walked {
      nearest = List.copyOf(nearest);
    }
  }
}
