package dev.kith.kv.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.core.bytes.Bytes;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.http.HttpAnswer;
import dev.kith.kv.http.HttpCall;
import dev.kith.kv.http.LonelyNode;
import dev.kith.kv.signed.Holding;
import dev.kith.kv.signed.NodeMessage;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client against a server of HTTP on loopback that answers by the rules, or changes what they
/// answer.
final class KvHttpClientTest {
  private static final String KEY = "clé/世";
  private static final String BEGUN = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";

  private final HttpServer server = server();
  private final DhtApi api = new DhtApi(new LonelyNode());
  private volatile UnaryOperator<HttpAnswer> change = UnaryOperator.identity();
  private final KvHttpClient client =
      KvHttpClient.to(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void what_is_posted_is_read_back_verified() {
    Posted posted = client.post(KEY, "déjà 🚀", People.A, PersistMode.SECURED).join();
    Answered answered = client.get(KEY).join();

    assertThat(posted).isEqualTo(new Posted.Accepted(OptionalInt.of(1), OptionalInt.of(1)));
    assertThat(answered)
        .isEqualTo(
            new Answered.Holds(
                Holding.of(People.secured(People.A, KEY, "déjà 🚀")),
                People.NODE.publicKey().toHex(),
                OptionalInt.of(1),
                OptionalInt.of(1)));
  }

  @Test
  void nothing_is_an_answer_that_is_verified_too() {
    assertThat(client.get(KEY).join())
        .isEqualTo(new Answered.Absent(People.NODE.publicKey().toHex()));
  }

  @Test
  void a_refusal_comes_with_its_reason() {
    Posted first = client.post(KEY, "mine", People.A, PersistMode.SECURED).join();

    assertThat(first).isInstanceOf(Posted.Accepted.class);
    assertThat(client.post(KEY, "theirs", People.B, PersistMode.SECURED).join())
        .isEqualTo(new Posted.Refused(401, Refusal.OTHER_OWNER.reason()));
  }

  @Test
  void a_server_that_gives_neither_counts_nor_reasons_is_understood() {
    change =
        answer ->
            new HttpAnswer(answer.status(), answer.type(), new LinkedHashMap<>(), answer.body());

    assertThat(client.post(KEY, "v", People.A, PersistMode.SECURED).join())
        .isEqualTo(new Posted.Accepted(OptionalInt.empty(), OptionalInt.empty()));
    assertThat(client.post(KEY, "w", People.B, PersistMode.SECURED).join())
        .isEqualTo(new Posted.Refused(401, "HTTP status 401"));
  }

  @Test
  void a_node_that_lies_is_not_trusted() {
    Posted posted = client.post(KEY, "v", People.A, PersistMode.SECURED).join();
    assertThat(posted).isInstanceOf(Posted.Accepted.class);

    change = answer -> withBody(answer, answer.body().replace("\\\"v\\\"", "\\\"w\\\""));
    assertThat(client.get(KEY).join()).isInstanceOf(Answered.Untrusted.class);

    String other = People.secured(People.A, "other", "v").text();
    change = answer -> withBody(answer, vouched(KEY, Optional.of(other), WITH_MODE));
    assertThat(client.get(KEY).join())
        .isEqualTo(new Answered.Untrusted("an owner's signature is not genuine"));

    change = answer -> withBody(answer, "200: OK");
    assertThat(client.get(KEY).join()).isInstanceOf(Answered.Untrusted.class);
  }

  @Test
  void an_answer_about_another_key_is_not_trusted() {
    change = answer -> withBody(answer, vouched("other", Optional.empty(), WITH_MODE));

    assertThat(client.get(KEY).join()).isInstanceOf(Answered.Untrusted.class);
  }

  @Test
  void the_newest_form_of_the_original_is_read_too() {
    Optional<String> value = Optional.of(People.secured(People.A, KEY, "v").text());
    change = answer -> withBody(answer, vouched(KEY, value, NodeMessage.Form.WITHOUT_MODE));

    assertThat(client.get(KEY).join()).isInstanceOf(Answered.Holds.class);
  }

  @Test
  void answers_that_do_not_end_are_cut_off() {
    change = answer -> withBody(answer, "x".repeat(SignedJson.MAX_MESSAGE_BYTES + 1));

    assertThatThrownBy(() -> client.get(KEY).join()).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void a_server_that_stops_in_the_middle_of_its_answer_is_given_up() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        KvHttpClient impatient =
            KvHttpClient.to(
                URI.create("http://127.0.0.1:" + listening.getLocalPort()),
                Duration.ofMillis(300))) {
      CompletableFuture<Answered> answer = impatient.get(KEY);
      try (Socket stalling = listening.accept()) {
        stalling.getOutputStream().write(Bytes.utf8(BEGUN).toArray());

        assertThat(answer)
            .failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .withCauseInstanceOf(HttpTimeoutException.class);
        assertThat(stalling.getInputStream().readAllBytes()).isNotEmpty(); // so it has hung up
      }
    }
  }

  @Test
  void an_error_of_the_server_is_told() {
    change = answer -> new HttpAnswer(500, answer.type(), new LinkedHashMap<>(), "");

    assertThat(client.get(KEY).join()).isEqualTo(new Answered.Failed(500, "HTTP status 500"));
  }

  @Test
  void empty_keys_and_other_addresses_are_refused() {
    assertThatThrownBy(() -> client.get("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KvHttpClient.to(URI.create("ftp://127.0.0.1")))
        .hasMessageContaining("http://127.0.0.1:8080");
  }

  private static final NodeMessage.Form WITH_MODE = NodeMessage.Form.WITH_MODE;

  private static HttpAnswer withBody(HttpAnswer answer, String body) {
    return new HttpAnswer(answer.status(), answer.type(), answer.headers(), body);
  }

  private static String vouched(String key, Optional<String> data, NodeMessage.Form form) {
    return NodeMessage.sign(People.NODE, People.digest(key), data, form).text();
  }

  private HttpServer server() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::serve);
      started.start();
      return started;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Bytes body = Bytes.wrap(exchange.getRequestBody().readAllBytes());
    HttpCall call =
        new HttpCall(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), body);
    HttpAnswer answer = change.apply(api.answer(call).join());
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] text = answer.body().getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }
}
