package dev.kith.node.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Observer;
import dev.kith.kv.http.DhtApi;
import dev.kith.node.network.Health;
import dev.kith.node.network.Service;
import dev.kith.node.output.Fields;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the daemon answers over HTTP: health, metrics, status, the stream of events and a page that
/// shows them, all for reading; and the signed values of a network that has them.
public final class Doors implements AutoCloseable {
  private final List<Service> services;
  private final Metrics metrics;
  private final EventStream events = new EventStream();
  private @Nullable HttpServer server;

  /// Doors to `services`, a list that may still grow until [#open].
  public Doors(List<Service> services) {
    this.services = services;
    this.metrics = new Metrics(services);
  }

  /// An observer through which the doors learn what happens in `network`.
  public Observer of(String network) {
    return metrics.of(network).and(events.of(network));
  }

  /// Starts to answer at `at` and returns where it does.
  ///
  /// @throws IOException if that address cannot be had; its message names it
  public Endpoint open(HostPort at) throws IOException {
    Answer page = new Answer(200, "text/html; charset=utf-8", page());
    Map<String, Supplier<Answer>> pages = new LinkedHashMap<>();
    pages.put("/", () -> page);
    pages.put("/healthz", this::alive);
    pages.put("/readyz", this::ready);
    pages.put("/metrics", metrics::answer);
    pages.put("/api/v1/status", this::status);
    Optional<DhtApi> values =
        services.stream().flatMap(service -> service.signedValues().stream()).findFirst();
    Site site = new Site(pages, Optional.of(events), values);
    server = HttpServer.start(at, site, HttpLimits.DEFAULT);
    return server.local();
  }

  private Answer alive() {
    for (Service service : services) {
      Health health = service.health();
      if (health.state().equals("unreachable")) {
        return Answer.text(503, service.network() + " is unreachable: " + health.detail());
      }
    }
    return Answer.text(200, "ok");
  }

  private Answer ready() {
    for (Service service : services) {
      Health health = service.health();
      if (!health.state().equals("joined") && !health.state().equals("alone")) {
        return Answer.text(
            503, service.network() + " is " + health.state() + ": " + health.detail());
      }
    }
    return Answer.text(200, "ready");
  }

  private Answer status() {
    return Answer.json(200, Fields.of("networks", services.stream().map(Doors::status).toList()));
  }

  private static Fields status(Service service) {
    Health health = service.health();
    return Fields.of("network", service.network())
        .and("listen", service.listens().stream().map(Endpoint::toString).toList())
        .andAll(service.identity())
        .and("health", health.state())
        .and("detail", health.detail())
        .and("counts", service.status());
  }

  private static Bytes page() throws IOException {
    try (InputStream page = Doors.class.getResourceAsStream("page.html")) {
      if (page == null) {
        throw new IllegalStateException("page.html is not beside its class");
      }
      return Bytes.wrap(page.readAllBytes());
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
