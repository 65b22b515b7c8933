package dev.kith.node.mainline;

import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.network.SharedLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One of many nodes of this network in this process.
record MainlineNeighbour(Mainline node, Endpoint endpoint) implements SharedLoop.Node {
  static MainlineNeighbour start(Loop loop, Endpoint listen, List<Endpoint> bootstrap) {
    MainlineOptions options = MainlineOptions.builder().listen(listen).bootstrap(bootstrap).build();
    Mainline node = Mainline.startOn(loop, options).join();
    return new MainlineNeighbour(node, node.status().join().homes().getFirst().endpoint());
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
