package dev.kith.node.config;

import dev.kith.node.network.Network;
import dev.kith.node.network.Networks;
import java.util.ArrayList;
import java.util.List;

/// The keys that can be set, as written in a file; a network's own are `NETWORK.key`.
public final class SettingKeys {
  private static final List<String> GLOBAL =
      List.of("networks", "http", "testnet", "public", "data-dir", "in-memory");
  private static final List<String> PER_NETWORK = List.of("port", "listen", "bootstrap");

  /// All keys.
  public static final List<String> ALL = all();

  private SettingKeys() {}

  /// The environment variable for `key`: `KITH_MAINLINE_PORT` for `mainline.port`.
  static String variable(String key) {
    return "KITH_" + key.replace('.', '_').replace('-', '_').toUpperCase(java.util.Locale.ROOT);
  }

  private static List<String> all() {
    List<String> keys = new ArrayList<>(GLOBAL);
    for (Network network : Networks.ALL) {
      PER_NETWORK.forEach(key -> keys.add(network.name() + "." + key));
    }
    return List.copyOf(keys);
  }
}
