package dev.kith.node.mainline;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.NodeStatus;
import dev.kith.node.network.Neighbours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Nodes on the loopback address that share one loop and keep nothing.
final class MainlineNeighbours implements Neighbours {
  private final EventLoop loop;
  private final List<Mainline> nodes = new ArrayList<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  private MainlineNeighbours(EventLoop loop) {
    this.loop = loop;
  }

  /// Starts `count` nodes from `firstPort` on, or on free ports if that is 0.
  static MainlineNeighbours start(int count, int firstPort) throws IOException {
    EventLoop loop = EventLoop.start(LoopOptions.builder().name("kith-neighbours").build());
    MainlineNeighbours all = new MainlineNeighbours(loop);
    try {
      for (int i = 0; i < count; i++) {
        all.add(firstPort == 0 ? 0 : firstPort + i);
      }
      return all;
    } catch (CompletionException failed) {
      all.close();
      if (failed.getCause() instanceof IOException cannot) {
        throw cannot;
      }
      throw failed;
    }
  }

  private void add(int port) {
    MainlineOptions options =
        MainlineOptions.builder()
            .listen(Endpoint.loopback(port))
            .bootstrap(endpoints.stream().limit(1).toList())
            .build();
    Mainline node = Mainline.startOn(loop, options).join();
    nodes.add(node);
    NodeStatus status = node.status().join();
    endpoints.add(status.homes().getFirst().endpoint());
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  @Override
  public CompletableFuture<Void> joined() {
    return CompletableFuture.allOf(
        nodes.stream().map(Mainline::joined).toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    nodes.forEach(Mainline::close);
    loop.close();
  }
}
