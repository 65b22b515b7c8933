package dev.kith.node.http;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.node.network.Service;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What the networks have done, counted from their events for Prometheus. Labels are words of ours
/// (the network, the method, the reason), so a stranger cannot make new series.
final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      counter("kith_requests", "Requests of ours by how they ended.", "network", "method", "end");
  private final Histogram roundTrips =
      Histogram.builder()
          .name("kith_request_seconds")
          .help("How long answers to requests of ours took.")
          .labelNames("network", "method")
          .withoutExemplars()
          .classicOnly()
          .classicUpperBounds(0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
          .register(registry);
  private final Counter served =
      counter("kith_served", "Requests of others by how we answered.", "network", "method", "end");
  private final Counter dropped =
      counter("kith_dropped", "Datagrams dropped in silence.", "network", "reason");
  private final Counter lookups =
      counter("kith_lookups", "Lookups that have ended.", "network", "method");
  private final Counter stored = counter("kith_stored", "What was stored here.", "network", "kind");
  private final Counter broken =
      counter("kith_broken_invariants", "Invariants of ours that did not hold.", "network");

  /// Metrics of `services`, whose counts are read at each scrape.
  Metrics(List<Service> services) {
    GaugeWithCallback.builder()
        .name("kith_status")
        .help("What a network holds now, by kind.")
        .labelNames("network", "kind")
        .callback(
            gauge -> {
              for (Service service : services) {
                for (Map.Entry<String, Object> count : service.status().asMap().entrySet()) {
                  if (count.getValue() instanceof Number number) {
                    gauge.call(number.doubleValue(), service.network(), count.getKey());
                  }
                }
              }
            })
        .register(registry);
  }

  /// An observer that counts the events of `network`.
  Observer of(String network) {
    return event -> count(network, event);
  }

  /// All of it in Prometheus' text format.
  Answer answer() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(8192);
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory cannot fail", impossible);
    }
    return new Answer(200, PrometheusTextFormatWriter.CONTENT_TYPE, Bytes.wrap(text.toByteArray()));
  }

  private void count(String network, Event event) {
    switch (event) {
      case Event.RequestAnswered(String method, var _, long rtt) -> {
        requests.labelValues(network, method, "answered").inc();
        roundTrips.labelValues(network, method).observe(rtt / 1e9);
      }
      case Event.RequestRefused(String method, var _, int _) ->
          requests.labelValues(network, method, "refused").inc();
      case Event.RequestTimedOut(String method, var _) ->
          requests.labelValues(network, method, "timed-out").inc();
      case Event.RequestServed(String method, var _) ->
          served.labelValues(network, method, "served").inc();
      case Event.RequestDeclined(String method, var _, int _) ->
          served.labelValues(network, method, "declined").inc();
      case Event.Dropped(String reason, var _) -> dropped.labelValues(network, reason).inc();
      case Event.LookupEnded ended -> lookups.labelValues(network, ended.method()).inc();
      case Event.Stored(String kind, var _) -> stored.labelValues(network, kind).inc();
      case Event.InvariantBroken _ -> broken.labelValues(network).inc();
      case Event.RequestSent _,
          Event.ContactAdded _,
          Event.ContactRemoved _,
          Event.LookupStarted _,
          Event.Removed _,
          Event.HealthChanged _ -> {}
    }
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }
}
