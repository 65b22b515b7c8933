package dev.kith.node.http;

import dev.kith.core.net.Endpoint;
import dev.kith.kv.http.DhtApi;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A server of the interface of signed values and of nothing else: what `kith kv serve --http` has.
public final class DhtServer implements AutoCloseable {
  private final HttpServer server;
  private final Endpoint local;

  private DhtServer(HttpServer server, Endpoint local) {
    this.server = server;
    this.local = local;
  }

  /// Starts to answer at `local`; port 0 picks a free one.
  ///
  /// @throws IOException if that address cannot be had; its message names it
  public static DhtServer open(Endpoint local, DhtApi values) throws IOException {
    Site site = new Site(Map.of(), Optional.empty(), Optional.of(values));
    HttpServer server = HttpServer.start(local, site, HttpLimits.DEFAULT);
    return new DhtServer(server, new Endpoint(local.address(), server.port()));
  }

  /// Where it answers.
  public Endpoint local() {
    return local;
  }

  @Override
  public void close() {
    server.close();
  }
}
