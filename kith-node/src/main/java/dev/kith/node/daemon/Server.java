package dev.kith.node.daemon;

import dev.kith.core.net.Endpoint;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.GlobalOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.config.DataHome;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one node of a network until the process is told to end: what `kith NETWORK serve` does.
public final class Server {
  private Server() {}

  /// Starts a node with `start`, says when it is ready and how its health changes, waits for a
  /// signal, and closes it.
  public static void run(
      Shell shell, String network, List<HostPort> listens, List<HostPort> bootstrap, Start start) {
    Announcer announcer = new Announcer(shell);
    try (Lifetime lifetime = Lifetime.begin();
        Service service = start(shell, network, listens, bootstrap, start, announcer)) {
      announcer.ready(service);
      announcer.open();
      lifetime.await(null);
    }
  }

  private static Service start(
      Shell shell,
      String network,
      List<HostPort> listens,
      List<HostPort> bootstrap,
      Start start,
      Announcer announcer) {
    try {
      List<Endpoint> locals = Listens.resolve(listens);
      return start.start(
          new ServiceSettings(
              locals,
              Listens.peers(bootstrap, locals),
              folder(shell, network, locals.getFirst()),
              shell.options().joinPublic(),
              announcer.health(network).and(EventLog.of(shell, network))));
    } catch (IOException cannot) {
      throw Failure.start(String.valueOf(cannot.getMessage()), cannot);
    }
  }

  private static @Nullable Path folder(Shell shell, String network, Endpoint local) {
    GlobalOptions global = shell.options();
    // A node on any free port has another one next time, and would never find its folder again.
    return global.inMemory() || local.port() == 0
        ? null
        : DataHome.of(global.dataDir(), shell.environment()).folder(network, local);
  }

  /// How a network starts a node.
  @FunctionalInterface
  public interface Start {
    /// Returns once the node answers requests.
    ///
    /// @throws IOException if it cannot start; its message is fit for a person
    Service start(ServiceSettings settings) throws IOException;
  }
}
