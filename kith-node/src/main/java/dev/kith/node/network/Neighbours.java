package dev.kith.node.network;

import dev.kith.core.net.Endpoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Nodes of one network that run in this process for a while and leave nothing behind.
public interface Neighbours extends AutoCloseable {
  /// Where they listen; the first is the bootstrap.
  List<Endpoint> endpoints();

  /// Completes when all have joined.
  CompletableFuture<Void> joined();

  /// Stops all of them.
  @Override
  void close();
}
