package dev.kith.node.daemon;

import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.config.DataHome;
import dev.kith.node.daemon.NodePlan.NetworkPlan;
import dev.kith.node.http.Doors;
import dev.kith.node.network.Neighbours;
import dev.kith.node.network.Network;
import dev.kith.node.network.Service;
import dev.kith.node.network.ServiceSettings;
import dev.kith.node.output.Fields;
import dev.kith.node.output.Paint;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The networks of `kith node`, running: started in order, closed in reverse order.
final class Daemon implements AutoCloseable {
  private static final long JOINING_SECONDS = 5;

  private final NodePlan plan;
  private final Shell shell;
  private final Announcer announcer;
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final @Nullable Doors doors;
  private @Nullable Endpoint http;

  private Daemon(NodePlan plan, Shell shell) {
    this.plan = plan;
    this.shell = shell;
    this.announcer = new Announcer(shell);
    this.doors = plan.http() == null ? null : new Doors(services);
  }

  /// Starts what `plan` holds. What had started is closed again if something cannot start.
  static Daemon start(NodePlan plan, Shell shell) {
    Daemon daemon = new Daemon(plan, shell);
    try {
      for (NetworkPlan network : plan.networks()) {
        daemon.start(network);
      }
      daemon.openDoors();
      return daemon;
    } catch (IOException cannot) {
      daemon.close();
      throw Failure.start(String.valueOf(cannot.getMessage()), cannot);
    } catch (RuntimeException broken) {
      daemon.close();
      throw broken;
    }
  }

  private void start(NetworkPlan wanted) throws IOException {
    Network network = wanted.network();
    List<HostPort> bootstrap = new ArrayList<>(wanted.bootstrap());
    if (plan.neighbours() > 0) {
      Neighbours neighbours = network.startNeighbours(plan.neighbours(), 0);
      running.add(neighbours);
      bootstrap.add(HostPort.parse(neighbours.endpoints().getFirst().toString()));
      await(neighbours);
    }
    List<Endpoint> listens = Listens.resolve(wanted.listens());
    Path folder = folder(network, listens);
    if (folder != null) {
      folders.add(folder);
    }
    Service service =
        network.start(
            new ServiceSettings(
                listens,
                Listens.peers(bootstrap, listens),
                folder,
                plan.joinPublic(),
                observer(network)));
    running.add(service);
    services.add(service);
  }

  private Observer observer(Network network) {
    Observer told = announcer.health(network.name()).and(EventLog.of(shell, network.name()));
    return doors == null ? told : told.and(doors.of(network.name()));
  }

  private void openDoors() throws IOException {
    if (doors != null && plan.http() != null) {
      running.add(doors);
      http = doors.open(plan.http());
    }
  }

  private @Nullable Path folder(Network network, List<Endpoint> listens) {
    DataHome home = plan.home();
    // A node on any free port has another one next time, and would never find its folder again.
    return home == null || listens.getFirst().port() == 0
        ? null
        : home.folder(network.name(), listens.getFirst());
  }

  /// Gives the neighbours time to find each other, so that what is suggested works at once.
  private static void await(Neighbours neighbours) {
    try {
      neighbours.joined().orTimeout(JOINING_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException slow) {
      // They go on joining; only the first requests may be answered by fewer of them.
    }
  }

  /// Says what runs and what can be done with it.
  void announce() {
    List<String> names = plan.networks().stream().map(each -> each.network().name()).toList();
    Paint paint = shell.paint();
    if (!shell.options().json()) {
      shell.out().println(paint.bold("Kith node") + ": " + what());
    }
    services.forEach(announcer::ready);
    List<String> tries =
        services.stream()
            .flatMap(service -> service.suggestions(shell.program()).stream())
            .limit(3)
            .toList();
    StringBuilder sentence = new StringBuilder("node ready");
    if (http != null) {
      sentence.append(", http://").append(http);
    }
    if (!tries.isEmpty()) {
      sentence.append("\n\nTry in another terminal:");
      tries.forEach(command -> sentence.append("\n  ").append(command));
      sentence.append("\n\nCtrl-C ends the node.");
    }
    shell
        .output()
        .event(
            Fields.of("event", "ready")
                .and("network", "node")
                .and("networks", names)
                .and("testnet", plan.neighbours())
                .andIfKnown("http", http)
                .and("try", tries),
            sentence.toString());
    announcer.open();
  }

  private String what() {
    List<String> parts = new ArrayList<>();
    for (NetworkPlan network : plan.networks()) {
      parts.add(network.network().name());
    }
    if (plan.neighbours() > 0) {
      parts.add("among " + plan.neighbours() + " local neighbours");
    }
    parts.add(
        folders.isEmpty()
            ? "keeping nothing on disk"
            : "state in " + String.join(" and ", folders.stream().map(Path::toString).toList()));
    return String.join(", ", parts);
  }

  @Override
  public void close() {
    for (AutoCloseable part : running.reversed()) {
      try {
        part.close();
      } catch (Exception failed) {
        shell.log("node: could not close in order: " + failed.getMessage());
      }
    }
    running.clear();
  }
}
