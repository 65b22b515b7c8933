package dev.kith.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.interop.NeedsNpmPeers.Peers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The peers among themselves: what the other tests may take for granted.
@NeedsNpmPeers
class NpmPeersIT {
  private static final String INFO_HASH = "0x" + "a1".repeat(20);
  private static final String SEED = "0x" + "07".repeat(32);

  @Test
  void twenty_bittorrent_dht_nodes_find_what_one_of_them_announced() {
    try (PeerProcess peers = Peers.npm().bittorrentDht()) {
      peers.ask("start", Map.of("count", 20));

      JsonNode announced =
          peers.ask("announce", Map.of("node", 3, "infoHash", INFO_HASH, "port", 4242));
      JsonNode found = peers.ask("lookup", Map.of("node", 17, "infoHash", INFO_HASH));

      assertThat(announced.path("acknowledged").asInt()).isGreaterThan(10);
      assertThat(found.path("peers").valueStream().map(JsonNode::asString))
          .containsExactly("127.0.0.1:4242");
    }
  }

  @Test
  void a_bittorrent_dht_node_gets_the_mutable_item_another_one_put() {
    try (PeerProcess peers = Peers.npm().bittorrentDht()) {
      peers.ask("start", Map.of("count", 5));

      JsonNode put =
          peers.ask(
              "put", Map.of("node", 1, "value", "0x6869", "seed", SEED, "seq", 4, "salt", "0x73"));
      JsonNode item =
          peers.ask(
              "get", Map.of("node", 4, "target", put.path("target").asString(), "salt", "0x73"));

      assertThat(item.path("value").asString()).isEqualTo("0x6869");
      assertThat(item.path("seq").asInt()).isEqualTo(4);
    }
  }

  @Test
  void one_k_rpc_instance_walks_over_others() {
    try (PeerProcess peers = Peers.npm().krpc()) {
      JsonNode first = peers.ask("create", Map.of("serve", true));
      Map<String, Object> joined =
          Map.of("serve", true, "bootstrap", "127.0.0.1:" + first.path("port").asInt());
      for (int rpc = 1; rpc < 6; rpc++) {
        JsonNode each = peers.ask("create", joined);
        String id = each.path("nodeId").asString();
        peers.ask(
            "populate",
            Map.of("rpc", rpc, "target", id, "q", "find_node", "a", Map.of("target", id)));
      }

      JsonNode walk =
          peers.ask(
              "closest",
              Map.of(
                  "rpc",
                  5,
                  "target",
                  INFO_HASH,
                  "q",
                  "get_peers",
                  "a",
                  Map.of("info_hash", INFO_HASH)));

      assertThat(walk.path("replies").asInt()).isEqualTo(5);
    }
  }

  @Test
  void a_refused_query_keeps_its_code() {
    try (PeerProcess peers = Peers.npm().krpc()) {
      JsonNode stern = peers.ask("create", Map.of("refuse", List.of(203, "no")));
      peers.ask("create", Map.of());
      Map<String, Object> query =
          Map.of(
              "rpc",
              1,
              "q",
              "ping",
              "node",
              Map.of("host", "127.0.0.1", "port", stern.path("port").asInt()));

      PeerException refused =
          catchThrowableOfType(PeerException.class, () -> peers.ask("query", query));

      assertThat(refused.code()).isEqualTo("203");
    }
  }
}
