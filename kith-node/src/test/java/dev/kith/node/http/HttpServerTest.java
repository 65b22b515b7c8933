package dev.kith.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.observe.Event;
import dev.kith.kv.client.Answered;
import dev.kith.kv.client.KvHttpClient;
import dev.kith.kv.client.Posted;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.http.HttpRules;
import dev.kith.kv.http.SignedValues;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.SignedValue;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server of the doors over real sockets on loopback: which requests it takes, and from whom.
@Timeout(60)
final class HttpServerTest {
  private static final String PAGE = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  private static final HttpLimits PATIENT = new HttpLimits(256, Duration.ofMinutes(1));
  private static final HttpLimits IMPATIENT = new HttpLimits(256, Duration.ofMillis(300));

  @ParameterizedTest
  @CsvSource({
    "GET, /dht/key, 200",
    "HEAD, /dht/key, 200",
    "GET, /dht/a%2Fb, 200",
    "GET, /dht/..%2F..%2Fetc, 200",
    "GET, /dht/a;b, 200",
    "GET, /dht/%zz, 400",
    "GET, /dht/, 404",
    "GET, /dht/a/b, 404",
    "PUT, /dht/key, 405",
    "POST, /dht/key, 400",
    "GET, /, 200",
    "POST, /, 405",
    "GET, /other, 404"
  })
  void paths_are_taken_as_they_were_sent(String method, String path, int status) throws Exception {
    try (HttpServer server = server(PATIENT);
        SlowClient client =
            SlowClient.begin(
                server.port(),
                method
                    + " "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
      assertThat(client.answer()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void values_are_stored_and_read_under_any_key() throws Exception {
    try (HttpServer server = server(PATIENT);
        KvHttpClient client = KvHttpClient.to(uri(server, ""))) {
      for (String key : List.of("key", "a/b", "..", "clé 世", ";x=1?y#z%", "//")) {
        Posted posted =
            client.post(key, "of " + key, RememberedValues.KEY, PersistMode.SECURED).join();
        Answered answered = client.get(key).join();

        assertThat(posted).as(key).isInstanceOf(Posted.Accepted.class);
        assertThat(answered).as(key).isInstanceOf(Answered.Holds.class);
      }
    }
  }

  @Test
  void a_body_too_long_is_refused_whether_its_length_is_known_or_not() throws Exception {
    byte[] body = new byte[HttpRules.MAX_BODY_BYTES + 1];
    try (HttpServer server = server(PATIENT);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri(server, "/dht/key"));

      HttpResponse<String> known =
          client.send(
              // Told not to, it does not send what nobody would read.
              request.expectContinue(true).POST(BodyPublishers.ofByteArray(body)).build(),
              BodyHandlers.ofString());
      HttpResponse<String> unknown =
          client.send(
              request
                  .expectContinue(false)
                  .POST(BodyPublishers.ofByteArrays(List.of(body)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(known.statusCode()).isEqualTo(413);
      assertThat(known.body())
          .isEqualTo("Maximum request body size 65536 exceeded, actual body size 65537");
      assertThat(unknown.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void it_says_why_it_cannot_listen_where_it_is_to() throws Exception {
    try (HttpServer server = server(PATIENT)) {
      HostPort taken = new HostPort("127.0.0.1", server.port());

      assertThatThrownBy(() -> HttpServer.start(taken, site(), PATIENT))
          .hasMessage(
              "cannot serve HTTP at " + taken + ": the port is taken; --http names another place");
      assertThatThrownBy(() -> HttpServer.start(new HostPort("192.0.2.1", 8080), site(), PATIENT))
          .message()
          .startsWith("cannot serve HTTP at 192.0.2.1:8080: ")
          .doesNotContain("taken");
    }
  }

  @Test
  void a_header_too_long_is_refused() throws Exception {
    try (HttpServer server = server(PATIENT);
        SlowClient client =
            SlowClient.begin(server.port(), PAGE + "X: " + "x".repeat(9_000) + "\r\n\r\n")) {
      assertThat(client.answer()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void a_header_that_trickles_in_is_cut_off() throws Exception {
    try (HttpServer server = server(IMPATIENT);
        SlowClient client = SlowClient.begin(server.port(), PAGE + "X: ")) {
      assertThat(client.trickle("x")).isPositive();
    }
  }

  @Test
  void a_body_that_trickles_in_is_cut_off() throws Exception {
    String header = "POST /dht/key HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n";
    try (HttpServer server = server(IMPATIENT);
        SlowClient client = SlowClient.begin(server.port(), header)) {
      assertThat(client.trickle(" ")).isPositive();
    }
  }

  @Test
  void a_reader_of_events_keeps_its_connection_longer_than_anybody_may_wait() throws Exception {
    EventStream events = new EventStream();
    Site site = new Site(pages(), Optional.of(events), Optional.empty());
    try (HttpServer server = HttpServer.start(LOCAL, site, IMPATIENT);
        SlowClient reader =
            SlowClient.begin(
                server.port(), "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        SlowClient waiting = SlowClient.begin(server.port(), PAGE)) {
      assertThat(reader.hearUntil(": kith")).isTrue();
      // The server has lost its patience with the one that came last.
      assertThat(waiting.answer()).isEmpty();

      events.of("somewhere").on(new Event.HealthChanged("joined", "later"));

      assertThat(reader.hearUntil("later")).isTrue();
    }
  }

  @Test
  void asking_for_no_more_than_the_head_of_the_events_takes_no_seat_among_their_readers()
      throws Exception {
    List<SlowClient> crowd = new ArrayList<>();
    try (HttpServer server = server(PATIENT)) {
      for (int i = 0; i < EventStream.MOST_READERS; i++) {
        crowd.add(SlowClient.begin(server.port(), events("HEAD")));
        assertThat(crowd.getLast().hearUntil("\r\n\r\n")).isTrue();
      }
      for (int i = 0; i < EventStream.MOST_READERS; i++) {
        crowd.add(SlowClient.begin(server.port(), events("GET")));
        assertThat(crowd.getLast().hearUntil("HTTP/1.1 200 ")).isTrue();
        assertThat(crowd.getLast().hearUntil(": kith")).isTrue();
      }

      crowd.add(SlowClient.begin(server.port(), events("GET")));

      assertThat(crowd.getLast().hearUntil("HTTP/1.1 503 ")).isTrue();
    } finally {
      for (SlowClient reader : crowd) {
        reader.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, http://evil.example, 421",
    "localhost, http://evil.example, 403",
    "localhost, http://localhost, 200"
  })
  void a_page_from_elsewhere_learns_nothing_whatever_its_name_points_to(
      String host, String origin, int status) throws Exception {
    for (String path : List.of("/", "/dht/key")) {
      try (HttpServer server = server(PATIENT);
          SlowClient page =
              SlowClient.begin(
                  server.port(),
                  "GET "
                      + path
                      + " HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nOrigin: "
                      + origin
                      + "\r\nConnection: close\r\n\r\n")) {
        assertThat(page.answer()).as(path).startsWith("HTTP/1.1 " + status + " ");
      }
    }
  }

  @Test
  void a_thousand_slow_clients_keep_nobody_from_being_answered() throws Exception {
    List<SlowClient> crowd = new ArrayList<>();
    try (HttpServer server = server(PATIENT);
        KvHttpClient client = KvHttpClient.to(uri(server, ""))) {
      for (int i = 0; i < 1_000; i++) {
        String beginning =
            i % 2 == 0
                ? PAGE
                : "POST /dht/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{";
        crowd.add(SlowClient.begin(server.port(), beginning));
        if (i % 10 == 0) {
          assertThat(client.get("key").join()).isInstanceOf(Answered.Absent.class);
        }
      }

      assertThat(server.connections()).isEqualTo(PATIENT.connections());
    } finally {
      for (SlowClient slow : crowd) {
        slow.close();
      }
    }
  }

  @Test
  void a_network_that_never_answers_does_not_hold_up_the_others() throws Exception {
    DhtApi silent = new DhtApi(new SilentValues());
    Site site = new Site(pages(), Optional.empty(), Optional.of(silent));
    try (HttpServer server = HttpServer.start(LOCAL, site, PATIENT);
        SlowClient stuck =
            SlowClient.begin(server.port(), "GET /dht/key HTTP/1.1\r\nHost: localhost\r\n\r\n");
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          client.send(HttpRequest.newBuilder(uri(server, "/")).build(), BodyHandlers.ofString());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(stuck).isNotNull();
    }
  }

  private static final HostPort LOCAL = new HostPort("127.0.0.1", 0);

  private static final class SilentValues implements SignedValues {
    @Override
    public CompletableFuture<Written> store(String key, SignedValue value) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Found> find(String key) {
      return new CompletableFuture<>();
    }
  }

  private static String events(String method) {
    return method + " /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static HttpServer server(HttpLimits limits) throws IOException {
    return HttpServer.start(LOCAL, site(), limits);
  }

  private static Site site() {
    return new Site(
        pages(), Optional.of(new EventStream()), Optional.of(new DhtApi(new RememberedValues())));
  }

  private static Map<String, Supplier<Answer>> pages() {
    return Map.of("/", () -> Answer.text(200, "page"));
  }

  private static URI uri(HttpServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
