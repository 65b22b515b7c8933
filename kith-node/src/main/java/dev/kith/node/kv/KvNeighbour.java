package dev.kith.node.kv;

import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.node.network.SharedLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One of many nodes of this network in this process.
record KvNeighbour(KvNode node, Endpoint endpoint) implements SharedLoop.Node {
  static KvNeighbour start(
      Loop loop, Endpoint listen, List<Endpoint> bootstrap, KvProfile profile) {
    KvOptions.Builder options = KvOptions.builder().listen(listen).bootstrap(bootstrap);
    profile.applyTo(options);
    KvNode node = KvNode.startOn(loop, options.build()).join();
    return new KvNeighbour(node, node.status().join().local());
  }

  @Override
  public CompletableFuture<?> joined() {
    return node.joined();
  }

  @Override
  public void close() {
    node.close();
  }
}
