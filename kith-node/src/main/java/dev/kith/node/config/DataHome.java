package dev.kith.node.config;

import dev.kith.core.net.Endpoint;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where servers keep their state: one folder for each network and port.
///
/// @param root the folder above them
public record DataHome(Path root) {
  /// The folder given, or the place the XDG Base Directory Specification names for it.
  public static DataHome of(@Nullable Path given, Map<String, String> environment) {
    if (given != null) {
      return new DataHome(given.toAbsolutePath().normalize());
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    // The specification tells us to ignore a relative path here.
    Path home =
        data.startsWith("/")
            ? Path.of(data)
            : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                .resolve(".local/share");
    return new DataHome(home.resolve("kith"));
  }

  /// The folder of the node of `network` that listens on `local`.
  public Path folder(String network, Endpoint local) {
    return root.resolve(network + "-" + local.port());
  }
}
