package dev.kith.sim.crowd;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.SimHost;
import java.util.concurrent.CompletableFuture;

/// One node of a [Crowd], on a host of its own.
public interface Member {
  /// Its id.
  NodeId id();

  /// The host it runs on.
  SimHost host();

  /// Where it listens.
  Endpoint endpoint();

  /// Done when it has joined, well or not.
  CompletableFuture<?> joined();
}
