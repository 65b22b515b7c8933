package dev.kith.bench.server;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.interop.CommandLines;
import dev.kith.interop.PeerProcess;
import dev.kith.kv.Found;
import dev.kith.kv.KvNode;
import dev.kith.kv.KvOptions;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A network of the key/value nodes in one JVM, on one loop, in which values are set at one node
/// and got at another, one after the other.
public final class KvNetworkServer {
  private final SplittableRandom random = new SplittableRandom(13);
  private final List<KvNode> nodes = new ArrayList<>();
  private int values;

  private KvNetworkServer() {}

  /// Starts `count` nodes that keep each value on `k` of them, as a process.
  public static PeerProcess start(List<String> jvmOptions, int count, int k) {
    return PeerProcess.startJava(
        KvNetworkServer.class, jvmOptions, String.valueOf(count), String.valueOf(k));
  }

  /// Answers until standard input ends. The arguments are the number of nodes and k. The one
  /// command, `measure`: {values}, is answered with medians in microseconds.
  public static void main(String[] args) throws Exception {
    KvNetworkServer network = new KvNetworkServer();
    try (EventLoop loop = EventLoop.start(LoopOptions.builder().daemon(true).build())) {
      network.grow(loop, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
      CommandLines.serve(
          0,
          System.out,
          Map.of("measure", request -> network.measure(request.path("values").asInt())));
    }
  }

  private void grow(EventLoop loop, int count, int k) {
    Endpoint first = null;
    for (int i = 0; i < count; i++) {
      KvOptions.Builder options = KvOptions.builder().listen(Endpoint.loopback(0)).ksize(k);
      if (first != null) {
        options.bootstrap(first);
      }
      KvNode node = KvNode.startOn(loop, options.build()).join();
      node.joined().join();
      nodes.add(node);
      first = nodes.getFirst().status().join().local();
    }
  }

  private Map<String, Object> measure(int count) {
    double[] sets = new double[count];
    double[] gets = new double[count];
    int asking = 0;
    for (int i = 0; i < count; i++) {
      String key = "key " + values++;
      MsgValue value = new MsgValue.Str("the value of " + key);
      long start = System.nanoTime();
      boolean stored = any().set(key, value).join().isStored();
      long set = System.nanoTime();
      KvNode reader = any();
      long beginning = System.nanoTime();
      Found found = reader.get(key).join();
      long got = System.nanoTime();
      if (!stored || !found.value().equals(Optional.of(value))) {
        throw new IllegalStateException(key + " was not stored, or not found");
      }
      sets[i] = (set - start) / 1e3;
      gets[i] = (got - beginning) / 1e3;
      asking += found.lookup().asked() > 0 ? 1 : 0;
    }
    Arrays.sort(sets);
    Arrays.sort(gets);
    return Map.of(
        "set", sets[count / 2], "get", gets[count / 2], "asking", (double) asking / count);
  }

  private KvNode any() {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
