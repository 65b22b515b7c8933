package dev.kith.interop;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.NodeStatus;
import dev.kith.mainline.item.ItemTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Some of our nodes on loopback, each with a real socket and a loop of its own.
final class Kiths implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 40;

  private final List<Mainline> nodes = new ArrayList<>();
  private final List<NodeStatus.Home> homes = new ArrayList<>();

  /// Starts `count` nodes at free ports of 127.0.0.1. The first joins `bootstrap`, the others join
  /// it and the first. Returns when each has tried to.
  static Kiths join(int count, Endpoint... bootstrap) throws IOException {
    return join(Endpoint.loopback(0), count, bootstrap);
  }

  /// The same at free ports of another address.
  static Kiths join(Endpoint listen, int count, Endpoint... bootstrap) throws IOException {
    Kiths kiths = new Kiths();
    try {
      for (int i = 0; i < count; i++) {
        List<Endpoint> known = new ArrayList<>(List.of(bootstrap));
        kiths.homes.stream().limit(1).forEach(home -> known.add(home.endpoint()));
        kiths.add(MainlineOptions.builder().listen(listen).bootstrap(known).build());
      }
      return kiths;
    } catch (IOException | RuntimeException e) {
      kiths.close();
      throw e;
    }
  }

  private void add(MainlineOptions options) throws IOException {
    Mainline node = Mainline.start(options);
    nodes.add(node);
    homes.add(await(node.joined()).homes().getFirst());
  }

  Mainline node(int index) {
    return nodes.get(index);
  }

  Endpoint endpoint(int index) {
    return homes.get(index).endpoint();
  }

  NodeId id(int index) {
    return homes.get(index).id();
  }

  List<NodeId> ids() {
    return homes.stream().map(NodeStatus.Home::id).toList();
  }

  /// How many contacts the node has now.
  int contacts(int index) {
    return await(nodes.get(index).contacts()).size();
  }

  /// How many nodes the node believes the network has; 0 if it does not know.
  double networkSize(int index) {
    return await(nodes.get(index).status()).homes().getFirst().networkSize();
  }

  /// The peers a search ends with, as text, sorted.
  List<String> peers(int index, NodeId infoHash) {
    TreeSet<String> found = new TreeSet<>();
    try (var peers = nodes.get(index).peers(infoHash)) {
      peers.forEach(peer -> found.add(peer.toString()));
    }
    return List.copyOf(found);
  }

  @Override
  public void close() {
    nodes.forEach(Mainline::close);
  }

  /// Waits, but not for ever.
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new AssertionError("failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("nothing in " + Duration.ofSeconds(PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// The `count` ids nearest to `target`, nearest first: what a lookup should find.
  static List<NodeId> nearest(NodeId target, int count, List<NodeId> ids) {
    return ids.stream().sorted(target::compareDistance).limit(count).toList();
  }

  /// How many of `ids` should store what is put at `target` by a node that believes there are
  /// `networkSize` nodes: the nearest eight, and any other within the distance at which the eighth
  /// is to be expected. The eight alone if it believes nothing, which is 0.
  static int holders(NodeId target, List<NodeId> ids, double networkSize) {
    double reach = networkSize == 0 ? 0 : 8 / networkSize;
    int within = (int) ids.stream().filter(id -> partOfKeySpace(target, id) < reach).count();
    return Math.max(8, within);
  }

  private static double partOfKeySpace(NodeId target, NodeId id) {
    return (target.distanceHead(id) >>> 1) / 0x1p63;
  }

  /// An info-hash or target that depends on its name only, spread over the id space.
  static NodeId hash(String name) {
    return ItemTarget.immutable(Bytes.utf8(name));
  }
}
