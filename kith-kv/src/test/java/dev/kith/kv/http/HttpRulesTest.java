package dev.kith.kv.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.http.SignedValues.Found;
import dev.kith.kv.http.SignedValues.Written;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.Refusal;
import dev.kith.kv.signed.SignedValue;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpRulesTest {
  @Test
  void keys_are_one_decoded_segment() {
    assertThat(HttpRules.decide(call("GET", "/dht/a%2Fb+c%20%C3%A9")))
        .isEqualTo(new Decision.Read("a/b+c é", true));
    assertThat(HttpRules.decide(call("HEAD", "/dht/.."))).isEqualTo(new Decision.Read("..", false));
  }

  @Test
  void every_key_survives_its_way_through_a_path() {
    Property.forAll(Gen.bytes(1, 40).map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .check(
            key ->
                assertThat(HttpRules.decide(call("GET", "/dht/" + PercentText.encode(key))))
                    .isEqualTo(new Decision.Read(key, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dht/%", "/dht/%4", "/dht/%zz", "/dht/%C3", "/dht/%ED%A0%80"})
  void broken_escapes_are_bad_requests(String path) {
    HttpAnswer answer = answered(call("GET", path));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("400: Bad Request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dht", "/dht/", "/dht/a/", "/dht/a/b", "/dhtx/a", "//dht/a"})
  void other_paths_are_not_found(String path) {
    assertThat(answered(call("POST", path)).status()).isEqualTo(404);
  }

  @Test
  void other_methods_are_told_which_are_allowed() {
    assertThat(answered(call("PATCH", "/dht/a")).headers()).containsEntry("Allow", "GET,HEAD,POST");
  }

  @Test
  void a_body_that_is_no_value_is_answered_with_the_reason() {
    HttpAnswer answer = answered(new HttpCall("POST", "/dht/a", Bytes.utf8("{\"data\": 5}")));

    assertThat(answer.body()).isEqualTo("400: Bad Request");
    assertThat(answer.headers()).containsEntry(HttpAnswer.REASON, "data is not text");
  }

  @Test
  void a_body_may_have_exactly_the_longest_length() {
    String value = People.secured(People.A, "a", "v").text();
    Bytes longest = Bytes.utf8(value + " ".repeat(HttpRules.MAX_BODY_BYTES - value.length()));

    assertThat(HttpRules.decide(new HttpCall("POST", "/dht/a", longest)))
        .isInstanceOf(Decision.Write.class);
    assertThat(answered(new HttpCall("POST", "/dht/a", longest.concat(Bytes.utf8(" ")))).status())
        .isEqualTo(413);
  }

  @Test
  void a_value_that_nobody_keeps_is_an_error_with_counts() {
    HttpAnswer answer = HttpRules.answer(new Written.Stored(0, 20));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("503: Service Unavailable");
    assertThat(answer.headers())
        .containsEntry(HttpAnswer.REASON, "no node keeps the value")
        .containsEntry(HttpAnswer.STORED, "0")
        .containsEntry(HttpAnswer.ASKED, "20");
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void every_refusal_has_a_status_of_the_clients_and_a_reason(Refusal refusal) {
    HttpAnswer answer = HttpRules.answer(new Written.Refused(refusal));

    assertThat(answer.status()).isIn(400, 401, 413);
    assertThat(answer.headers().get(HttpAnswer.REASON)).matches("[ -~]+");
  }

  @Test
  void a_failing_network_is_an_answer() {
    DhtApi api = new DhtApi(new FailingNetwork());

    assertThat(api.answer(call("GET", "/dht/a")).join().status()).isEqualTo(500);
    assertThat(
            api.answer(
                    new HttpCall(
                        "POST", "/dht/a", Bytes.utf8(People.secured(People.A, "a", "v").text())))
                .join()
                .status())
        .isEqualTo(500);
  }

  private static final class FailingNetwork implements SignedValues {
    @Override
    public CompletableFuture<Written> store(String key, SignedValue value) {
      return CompletableFuture.failedFuture(new IllegalStateException("closed"));
    }

    @Override
    public CompletableFuture<Found> find(String key) {
      return CompletableFuture.failedFuture(new IllegalStateException("closed"));
    }
  }

  private static HttpAnswer answered(HttpCall call) {
    return ((Decision.Answered) HttpRules.decide(call)).answer();
  }

  private static HttpCall call(String method, String path) {
    return new HttpCall(method, path, Bytes.EMPTY);
  }
}
