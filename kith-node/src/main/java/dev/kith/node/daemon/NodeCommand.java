package dev.kith.node.daemon;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.GlobalOptions;
import dev.kith.node.cli.Shell;
import dev.kith.node.config.Setting;
import dev.kith.node.config.Settings;
import dev.kith.node.network.Networks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kith node`: the daemon.
@Command(
    name = "node",
    description = "Runs networks in one process until it is told to end.",
    footer = {
      "",
      "Settings come from flags, then the environment (KITH_HTTP, KITH_MAINLINE_PORT, …), then the",
      "file given with --config, then defaults. A file may hold:",
      "",
      "  networks = [\"mainline\"]",
      "  data-dir = \"/var/lib/kith\"",
      "  [mainline]",
      "  port = 6881",
      "  bootstrap = [\"10.0.0.7:6881\"]",
      "",
      "Example, with no network at all:",
      "  kith node --testnet 16"
    })
public final class NodeCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "A TOML file with settings.")
  private @Nullable Path config;

  @Option(
      names = "--networks",
      paramLabel = "A,B,…",
      description = "The networks to run; all by default.")
  private @Nullable String networks;

  @Option(
      names = "--port",
      paramLabel = "NETWORK=N",
      description = "The port of a network (mainline: 6881). Repeatable.")
  private List<String> ports = List.of();

  @Option(
      names = "--bootstrap",
      paramLabel = "NETWORK=H:P",
      description = "A node to join a network through. Repeatable.")
  private List<String> bootstraps = List.of();

  @Option(
      names = "--testnet",
      paramLabel = "N",
      description = "Surround the node with N local neighbours that are gone afterwards.")
  private @Nullable String testnet;

  @Option(
      names = "--http",
      paramLabel = "H:P",
      description =
          "Serve health, metrics, status and signed values over HTTP here; 127.0.0.1:8080 by"
              + " default when a network has values, none for nowhere.")
  private @Nullable String http;

  private final Shell shell;

  /// The command, run through `shell`.
  public NodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    String file = shell.environment().getOrDefault("KITH_CONFIG", "");
    Path toml = config != null || file.isEmpty() ? config : Path.of(file);
    NodePlan plan =
        NodePlan.of(
            Settings.of(flags(), shell.environment(), toml),
            shell.environment(),
            Listens.hasIpv6());
    try (Lifetime lifetime = Lifetime.begin();
        Daemon daemon = Daemon.start(plan, shell)) {
      daemon.announce();
      lifetime.await(null);
    }
    return Exit.DONE;
  }

  private Map<String, Setting> flags() {
    GlobalOptions global = shell.options();
    Map<String, Setting> flags = new LinkedHashMap<>();
    if (networks != null) {
      flags.put("networks", Settings.flag("--networks", networks.split(",", -1)));
    }
    if (testnet != null) {
      flags.put("testnet", Settings.flag("--testnet", testnet));
    }
    if (http != null) {
      flags.put("http", Settings.flag("--http", http));
    }
    if (global.dataDir() != null) {
      flags.put("data-dir", Settings.flag("--data-dir", global.dataDir().toString()));
    }
    if (global.inMemory()) {
      flags.put("in-memory", Settings.flag("--in-memory", "true"));
    }
    if (global.joinPublic()) {
      flags.put("public", Settings.flag("--public", "true"));
    }
    ports.forEach(text -> perNetwork(flags, "--port", "port", text));
    bootstraps.forEach(text -> perNetwork(flags, "--bootstrap", "bootstrap", text));
    return flags;
  }

  private static void perNetwork(
      Map<String, Setting> flags, String flag, String key, String assignment) {
    int equals = assignment.indexOf('=');
    String network = equals < 0 ? "" : assignment.substring(0, equals);
    if (Networks.named(network).isEmpty()) {
      throw Failure.usage(
          flag + ": '" + assignment + "': expected NETWORK=… with one of " + Networks.names());
    }
    List<String> values = new ArrayList<>();
    Setting earlier = flags.get(network + "." + key);
    if (earlier != null && key.equals("bootstrap")) {
      values.addAll(earlier.values());
    }
    values.add(assignment.substring(equals + 1));
    flags.put(network + "." + key, new Setting(values, flag, true));
  }
}
