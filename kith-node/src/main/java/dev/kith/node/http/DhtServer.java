package dev.kith.node.http;

import dev.kith.core.net.Endpoint;
import dev.kith.kv.http.DhtApi;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A server of the interface of signed values and of nothing else: what `kith kv serve --http` has.
public final class DhtServer implements AutoCloseable {
  private final HttpServer server;

  private DhtServer(HttpServer server) {
    this.server = server;
  }

  /// Starts to answer at `at`; port 0 picks a free one.
  ///
  /// @throws IOException if that address cannot be had; its message names it
  public static DhtServer open(HostPort at, DhtApi values) throws IOException {
    Site site = new Site(Map.of(), Optional.empty(), Optional.of(values));
    return new DhtServer(HttpServer.start(at, site, HttpLimits.DEFAULT));
  }

  /// Where it answers.
  public Endpoint local() {
    return server.local();
  }

  @Override
  public void close() {
    server.close();
  }
}
