package dev.kith.node.network;

import dev.kith.node.kv.KvNetwork;
import dev.kith.node.mainline.MainlineNetwork;
import java.util.List;
import java.util.Optional;

/// The networks this program has.
public final class Networks {
  /// All of them, in the order in which they are shown.
  public static final List<Network> ALL = List.of(new MainlineNetwork(), new KvNetwork());

  /// The names of those that are planned and not built yet.
  public static final List<String> PLANNED = List.of("discv5", "dhtrpc", "rendezvous");

  private Networks() {}

  /// The network called `name`.
  public static Optional<Network> named(String name) {
    return ALL.stream().filter(network -> network.name().equals(name)).findFirst();
  }

  /// The names of all, for a sentence.
  public static String names() {
    return String.join(", ", ALL.stream().map(Network::name).toList());
  }
}
