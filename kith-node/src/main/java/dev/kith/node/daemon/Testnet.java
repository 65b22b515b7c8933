package dev.kith.node.daemon;

import dev.kith.core.net.Endpoint;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.network.Neighbours;
import dev.kith.node.network.Network;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Runs many nodes of a network until the process is told to end: what `kith testnet NETWORK` does.
public final class Testnet {
  private static final int MOST = 1000;

  private Testnet() {}

  /// Starts `count` nodes from `firstPort` on, says when all have joined, and waits for a signal or
  /// for `seconds`.
  public static void run(
      Shell shell, Network network, int count, int firstPort, @Nullable Integer seconds) {
    check(count, firstPort, seconds);
    try (Lifetime lifetime = Lifetime.begin();
        Neighbours nodes = start(network, count, firstPort)) {
      try (Progress progress = shell.output().progress("joining")) {
        progress.at(count + " nodes");
        nodes.joined().join();
      } catch (CompletionException failed) {
        throw Failure.start("the nodes did not find each other: " + failed.getCause(), failed);
      }
      announce(shell, network, nodes.endpoints());
      lifetime.await(seconds == null ? null : Duration.ofSeconds(seconds));
    }
  }

  private static void check(int count, int firstPort, @Nullable Integer seconds) {
    if (count < 1 || count > MOST) {
      throw Failure.usage("--nodes: '" + count + "': expected a whole number from 1 to " + MOST);
    }
    if (firstPort < 0 || firstPort > 65535 || (firstPort > 0 && firstPort + count - 1 > 65535)) {
      throw Failure.usage(
          "--port: '%d': expected a port from 1 to %d, or 0 for free ports"
              .formatted(firstPort, 65536 - count));
    }
    if (seconds != null && seconds < 1) {
      throw Failure.usage("--seconds: '" + seconds + "': expected a whole number from 1 on");
    }
  }

  private static Neighbours start(Network network, int count, int firstPort) {
    try {
      return network.startNeighbours(count, firstPort);
    } catch (IOException cannot) {
      throw Failure.start(String.valueOf(cannot.getMessage()), cannot);
    }
  }

  private static void announce(Shell shell, Network network, List<Endpoint> endpoints) {
    Endpoint first = endpoints.getFirst();
    shell
        .output()
        .event(
            Fields.of("event", "ready")
                .and("network", network.name())
                .and("listen", first)
                .and("nodes", endpoints.size())
                .and("bootstrap", first)
                .and("ports", endpoints.stream().map(Endpoint::port).toList()),
            "%s ready: %d nodes on 127.0.0.1, ports %d to %d; --bootstrap %s"
                .formatted(
                    network.name(),
                    endpoints.size(),
                    first.port(),
                    endpoints.getLast().port(),
                    first));
  }
}
