package dev.kith.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.net.Endpoint;
import dev.kith.node.text.HostPort;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListensTest {
  private static final HostPort V4 = HostPort.parse("192.0.2.1:7000");
  private static final HostPort V6 = HostPort.parse("[2001:db8::1]:7000");
  private static final Endpoint HERE = Endpoint.parse("0.0.0.0:1");
  private static final Endpoint HERE6 = Endpoint.parse("[::]:1");

  @Test
  void peers_are_those_of_the_families_that_a_node_listens_on() throws Exception {
    assertThat(Listens.peers(List.of(V4, V6), List.of(HERE, HERE6)))
        .containsExactly(Endpoint.parse("192.0.2.1:7000"), Endpoint.parse("[2001:db8::1]:7000"));
    assertThat(Listens.peers(List.of(V4, V6), List.of(HERE6)))
        .containsExactly(Endpoint.parse("[2001:db8::1]:7000"));
    assertThat(Listens.peers(List.of(), List.of(HERE))).isEmpty();
  }

  @Test
  void peers_none_of_which_can_be_reached_are_an_error_that_names_one() {
    assertThatThrownBy(() -> Listens.peers(List.of(V6), List.of(HERE)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "'[2001:db8::1]:7000': expected an IPv4 address to join through, or an IPv6 address to"
                + " listen on as well: this node listens on IPv4 only");
  }
}
