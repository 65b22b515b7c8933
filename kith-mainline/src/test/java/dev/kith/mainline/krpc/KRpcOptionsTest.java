package dev.kith.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KRpcOptionsTest {
  @Test
  void defaults_are_those_of_k_rpc_but_nobody_is_contacted() {
    KRpcOptions options = KRpcOptions.defaults();

    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.concurrency()).isEqualTo(16);
    assertThat(options.backgroundConcurrency()).isEqualTo(4);
    assertThat(options.k()).isEqualTo(20);
    assertThat(options.idLength()).isEqualTo(20);
    assertThat(options.bootstrap()).isEmpty();
    assertThat(options.bootstrapNames()).isEmpty();
  }

  @Test
  void background_concurrency_is_a_quarter_rounded_down() {
    assertThat(KRpcOptions.builder().concurrency(7).build().backgroundConcurrency()).isEqualTo(1);
    assertThat(
            KRpcOptions.builder()
                .backgroundConcurrency(5)
                .concurrency(7)
                .build()
                .backgroundConcurrency())
        .isEqualTo(5);
  }

  @Test
  void the_id_may_be_given_as_bytes_or_digits_under_both_names() {
    String hex = "ab".repeat(20);
    NodeId id = NodeId.hex(hex);

    assertThat(KRpcOptions.builder().id(hex).build().id()).isEqualTo(id);
    assertThat(KRpcOptions.builder().nodeId(hex).build().id()).isEqualTo(id);
    assertThat(KRpcOptions.builder().id(Bytes.hex(hex)).build().id()).isEqualTo(id);
    assertThat(KRpcOptions.builder().nodeId(Bytes.hex(hex)).build().id()).isEqualTo(id);
  }

  @Test
  void an_id_of_another_length_is_refused() {
    assertThatThrownBy(() -> KRpcOptions.builder().idLength(32).id("ab".repeat(20)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32")
        .hasMessageContaining("20");
  }

  @Test
  void bootstrap_nodes_are_endpoints_or_names_with_ports() {
    KRpcOptions options =
        KRpcOptions.builder().nodes("127.0.0.1:6881", "[::1]:6882", "localhost:6883").build();

    assertThat(options.bootstrap())
        .containsExactly(Endpoint.loopback(6881), Endpoint.parse("[::1]:6882"));
    assertThat(options.bootstrapNames()).containsExactly("localhost:6883");
    assertThatThrownBy(() -> KRpcOptions.builder().nodes("localhost"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'localhost'");
  }

  @Test
  void bootstrap_nodes_to_which_nothing_can_be_sent_are_refused() {
    assertThatThrownBy(() -> KRpcOptions.builder().nodes("127.0.0.1:0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'127.0.0.1:0'");
    assertThatThrownBy(() -> KRpcOptions.builder().nodes(Endpoint.loopback(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1:0");
  }

  @Test
  void the_public_network_is_joined_on_request_only() {
    assertThat(KRpcOptions.builder().publicBootstrap().build().bootstrapNames())
        .containsExactly(
            "router.bittorrent.com:6881",
            "router.utorrent.com:6881",
            "dht.transmissionbt.com:6881");
  }
}
