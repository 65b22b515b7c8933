package dev.kith.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two mldht nodes on loopback: the fixture does what it claims.
class MldhtPeerIT {
  private static final String INFO_HASH = "0x" + "b2".repeat(20);

  @Test
  void mldht_answers_and_asks_on_loopback() {
    try (PeerProcess server = MldhtPeer.start();
        PeerProcess client = MldhtPeer.start()) {
      Map<String, Object> to = Map.of("host", "127.0.0.1", "port", server.port());
      String id = server.ask("id", Map.of()).path("nodeId").asString();
      server.ask(
          "contact", Map.of("host", "127.0.0.9", "port", 9, "nodeId", "0x" + "01".repeat(20)));
      server.ask("peer", Map.of("host", "127.0.0.1", "port", 77, "infoHash", INFO_HASH));

      JsonNode pong = client.ask("ping", to);
      JsonNode peers =
          client.ask(
              "getPeers",
              Map.of("host", "127.0.0.1", "port", server.port(), "infoHash", INFO_HASH));

      assertThat(pong.path("nodeId").asString()).isEqualTo(id);
      assertThat(peers.path("peers").path(0).asString()).isEqualTo("127.0.0.1:77");
      assertThat(peers.path("nodes").path(0).path("endpoint").asString()).isEqualTo("127.0.0.9:9");
      assertThat(peers.path("token").asString()).hasSize(2 + 8);
    }
  }

  @Test
  void mldht_keeps_a_mutable_item_and_refuses_a_wrong_cas() {
    try (PeerProcess server = MldhtPeer.start();
        PeerProcess client = MldhtPeer.start()) {
      String seed = "0x" + "05".repeat(32);
      Map<String, Object> put =
          Map.of(
              "host",
              "127.0.0.1",
              "port",
              server.port(),
              "value",
              "0x6869",
              "seed",
              seed,
              "seq",
              3,
              "token",
              "0x00");
      PeerException noToken =
          catchThrowableOfType(PeerException.class, () -> client.ask("put", put));

      assertThat(noToken.code()).isEqualTo("203");
    }
  }
}
