package dev.kith.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
  private final FrontDoor door = new FrontDoor("Node.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.0.0.1:8080",
        "192.0.2.7:80",
        "[::1]",
        "[::1]:8080",
        "node.example",
        "node.example:8080"
      })
  void who_asks_by_an_address_or_a_name_of_this_host_comes_in(String host) {
    assertThat(door.refusal(host, null)).isEmpty();
    assertThat(door.refusal(host, "http://" + host)).isEmpty();
    assertThat(door.refusal(host, "https://" + host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.node.example",
        "[::1].evil.example",
        "localhost:x"
      })
  void a_name_that_a_stranger_may_own_is_not_answered_to(String host) {
    assertThat(door.refusal(host, null)).map(Answer::status).contains(421);
    assertThat(door.refusal(host, "http://" + host)).map(Answer::status).contains(421);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, http://evil.example",
    "localhost:8080, http://localhost:9090",
    "localhost:8080, http://localhost",
    "localhost:8080, null",
    ", http://evil.example"
  })
  void a_page_from_elsewhere_is_not_answered(@Nullable String host, String origin) {
    assertThat(door.refusal(host, origin)).map(Answer::status).contains(403);
  }

  @Test
  void a_program_that_names_no_host_is_no_browser() {
    assertThat(door.refusal(null, null)).isEmpty();
  }
}
