package dev.kith.node.network;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Nodes of any network on the loopback address that share one loop and keep nothing.
public final class SharedLoop implements Neighbours {
  private final EventLoop loop;
  private final List<Node> nodes = new ArrayList<>();

  private SharedLoop(EventLoop loop) {
    this.loop = loop;
  }

  /// One of the nodes.
  public interface Node {
    /// Where it listens.
    Endpoint endpoint();

    /// Completes when it has joined.
    CompletableFuture<?> joined();

    /// Stops it.
    void close();
  }

  /// How a network starts a node that joins by the given one, if there is one.
  @FunctionalInterface
  public interface Start {
    /// Returns once the node answers requests; may fail with a [CompletionException].
    Node start(Loop loop, Endpoint listen, List<Endpoint> bootstrap);
  }

  /// Starts `count` nodes from `firstPort` on, or on free ports if that is 0.
  ///
  /// @throws IOException if one cannot start; none is left running then
  public static SharedLoop start(int count, int firstPort, Start start) throws IOException {
    EventLoop loop = EventLoop.start(LoopOptions.builder().name("kith-neighbours").build());
    SharedLoop all = new SharedLoop(loop);
    try {
      for (int i = 0; i < count; i++) {
        Endpoint listen = Endpoint.loopback(firstPort == 0 ? 0 : firstPort + i);
        all.nodes.add(start.start(loop, listen, all.endpoints().stream().limit(1).toList()));
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

  @Override
  public List<Endpoint> endpoints() {
    return nodes.stream().map(Node::endpoint).toList();
  }

  @Override
  public CompletableFuture<Void> joined() {
    return CompletableFuture.allOf(
        nodes.stream().map(Node::joined).toArray(CompletableFuture[]::new));
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    loop.close();
  }
}
