package dev.kith.node.daemon;

import dev.kith.core.net.Address;
import dev.kith.node.config.DataHome;
import dev.kith.node.config.Settings;
import dev.kith.node.network.Network;
import dev.kith.node.network.Networks;
import dev.kith.node.text.Bootstrap;
import dev.kith.node.text.HostPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `kith node` is to run, read from its settings and checked.
///
/// @param networks the networks, in the order in which they start
/// @param neighbours how many local nodes surround each
/// @param joinPublic whether to join the public networks
/// @param home where state is kept; null to keep none
/// @param http where the HTTP doors are; null for none
record NodePlan(
    List<NetworkPlan> networks,
    int neighbours,
    boolean joinPublic,
    @Nullable DataHome home,
    @Nullable HostPort http) {
  private static final int MAX_NEIGHBOURS = 1000;
  private static final HostPort HTTP = new HostPort("127.0.0.1", 8080);
  private static final Address LOOPBACK = Address.parse("127.0.0.1");
  private static final Address ANY = Address.parse("0.0.0.0");
  private static final Address ANY6 = Address.parse("::");

  /// What is to run of one network.
  ///
  /// @param bootstrap the nodes to join through, besides the neighbours
  record NetworkPlan(Network network, List<HostPort> listens, List<HostPort> bootstrap) {}

  /// The plan that `settings` make; `ipv6` says whether this machine has that.
  static NodePlan of(Settings settings, Map<String, String> environment, boolean ipv6) {
    int neighbours = settings.one("testnet", NodePlan::count).orElse(0);
    boolean joinPublic = settings.isOn("public");
    if (neighbours > 0 && joinPublic) {
      throw settings.wrong(
          "public",
          "a node among local neighbours cannot join the public network: expected --testnet or"
              + " --public, not both");
    }
    List<Network> networks = settings.someOf("networks", NodePlan::network).orElse(Networks.ALL);
    if (networks.stream().distinct().count() != networks.size()) {
      throw settings.wrong("networks", "expected each network once");
    }
    DataHome home =
        settings.isOn("in-memory")
            ? null
            : DataHome.of(settings.one("data-dir", NodePlan::path).orElse(null), environment);
    return new NodePlan(
        networks.stream()
            .map(network -> plan(network, settings, usual(network, neighbours > 0, ipv6)))
            .toList(),
        neighbours,
        joinPublic,
        home,
        http(settings, networks));
  }

  private static @Nullable HostPort http(Settings settings, List<Network> networks) {
    Optional<HostPort> standard =
        networks.stream().anyMatch(Network::hasDoor) ? Optional.of(HTTP) : Optional.empty();
    return settings
        .one(
            "http",
            text ->
                text.equals("none")
                    ? Optional.<HostPort>empty()
                    : Optional.of(HostPort.parse(text)))
        .orElse(standard)
        .orElse(null);
  }

  // The neighbours are on the IPv4 loopback address, and nobody else is to be asked then.
  private static List<HostPort> usual(Network network, boolean local, boolean ipv6) {
    HostPort four = new HostPort((local ? LOOPBACK : ANY).toString(), network.defaultPort());
    return !local && ipv6 && network.usesBothFamilies()
        ? List.of(four, new HostPort(ANY6.toString(), network.defaultPort()))
        : List.of(four);
  }

  private static NetworkPlan plan(Network network, Settings settings, List<HostPort> usual) {
    String prefix = network.name() + ".";
    Optional<Integer> port = settings.one(prefix + "port", NodePlan::port);
    List<HostPort> listens = settings.someOf(prefix + "listen", HostPort::parse).orElse(usual);
    if (port.isPresent()) {
      listens = listens.stream().map(listen -> new HostPort(listen.host(), port.get())).toList();
    }
    List<HostPort> bootstrap =
        settings.list(prefix + "bootstrap", Bootstrap::parse).orElse(List.of()).stream()
            .flatMap(Optional::stream)
            .toList();
    return new NetworkPlan(network, listens, bootstrap);
  }

  private static Network network(String name) {
    return Networks.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + (Networks.PLANNED.contains(name)
                            ? "' is a network that is not built yet"
                            : "' is no network")
                        + ": expected one of "
                        + Networks.names()));
  }

  private static int count(String text) {
    return number(text, 0, MAX_NEIGHBOURS);
  }

  private static int port(String text) {
    return number(text, 0, 65535);
  }

  private static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "': expected a whole number from " + least + " to " + most);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException bad) {
      throw new IllegalArgumentException("'" + text + "': expected a folder", bad);
    }
  }
}
