package dev.kith.node.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:6881",
        "[::1]:6881",
        "localhost:0",
        "a-b.example:65535",
        "[2001:db8::1]:1"
      })
  void what_is_parsed_is_shown_as_it_was_typed(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "6881",
        ":6881",
        "host",
        "host:",
        "host:x",
        "host:-1",
        "host:+1",
        "host:65536",
        "host:99999999999",
        "::1:6881",
        "[::1]6881",
        "[::1]",
        "[]:1",
        "[host]:1",
        "[127.0.0.1]:1",
        "a b:1",
        "http://host:1",
        "-h:1",
        "host:1 ",
        "host:1:2"
      })
  void what_is_no_endpoint_is_refused_with_its_text(String text) {
    assertThatThrownBy(() -> HostPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "': expected ");
  }

  @Test
  void a_peer_has_a_port() {
    assertThatThrownBy(() -> HostPort.parsePeer("127.0.0.1:0"))
        .hasMessage("'127.0.0.1:0': expected a port from 1 to 65535");
  }

  @Test
  void literals_of_both_families_resolve_to_themselves() throws Exception {
    assertThat(HostPort.parse("127.0.0.1:7").resolve()).containsExactly(Endpoint.loopback(7));
    assertThat(HostPort.parse("[::1]:7").resolve()).containsExactly(Endpoint.parse("[::1]:7"));
  }

  @Test
  void localhost_resolves_to_its_ipv4_address_first() throws Exception {
    assertThat(HostPort.parse("localhost:7").resolve().getFirst()).isEqualTo(Endpoint.loopback(7));
  }

  @Test
  void a_name_that_does_not_resolve_is_named() {
    assertThatThrownBy(() -> HostPort.parse("1.2.3.4.5:7").resolve())
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("'1.2.3.4.5:7': the host name 1.2.3.4.5 does not resolve");
  }
}
