package dev.kith.kv.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kith.core.bytes.Bytes;
import dev.kith.kv.signed.People;
import dev.kith.kv.signed.SignedJson;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzzes the bodies of posts against a node that verifies, keeps and reads back.
final class HttpBodyFuzz {
  private final LonelyNode node = new LonelyNode();
  private final DhtApi api = new DhtApi(node);

  static Stream<Arguments> seeds() {
    return Stream.of(
            People.secured(People.A, "k", "v").text(),
            People.controlled(People.B, "k", "d\u00e9j\u00e0 \ud83d\ude80").text(),
            "{\"data\": [1e5, null, {\"\": \"\\u0000\"}]}")
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void any_body_is_stored_or_refused_for_a_reason(byte[] body) throws Exception {
    HttpAnswer answer = api.answer(new HttpCall("POST", "/dht/k", Bytes.wrap(body))).join();

    assertThat(answer.status()).isIn(200, 400, 401, 413);
    if (answer.status() == 200) {
      assertThat(SignedJson.value(Bytes.wrap(body)).isAuthentic(People.digest("k"))).isTrue();
      assertThat(api.answer(new HttpCall("GET", "/dht/k", Bytes.EMPTY)).join().status())
          .isEqualTo(200);
    }
  }
}
