package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two hundred bittorrent-dht nodes, whose answers carry the whole routing table: packets beyond
/// five kilobytes, where most implementations send one.
@NeedsNpmPeers
class LargeRepliesIT {
  private static final int NODES = 200;

  /// Buckets wide enough to know everybody, as tables of the public network come to know as many.
  private static final Map<String, Integer> WIDE = Map.of("k", NODES);

  @Test
  void our_node_lives_among_replies_of_five_kilobytes() throws IOException {
    try (NpmNodes npm = NpmNodes.join(NODES, WIDE);
        Kiths ours = Kiths.join(1, npm.endpoint(0))) {
      NodeId infoHash = hash("in a crowd");
      ImmutableItem item = ImmutableItem.of(BString.of("in a crowd"));

      JsonNode theirs =
          npm.query(
              1, npm.endpoint(0), "find_node", Map.of("target", NpmNodes.text(infoHash.bytes())));
      var found = await(ours.node(0).findNodes(infoHash));
      int announced = npm.announce(150, infoHash, 7100);
      var peers = ours.peers(0, infoHash);
      var put = put(ours, item, npm.ids());

      assertThat(NpmNodes.bytes(theirs.path("r").path("nodes")).length())
          .as("bytes of contacts in one of their replies")
          .isGreaterThan(5000);
      assertThat(found.nearest().stream().map(Contact::id))
          .containsExactlyElementsOf(Kiths.nearest(infoHash, 8, npm.ids()));
      assertThat(announced).isPositive();
      assertThat(peers).containsExactly("127.0.0.1:7100");
      assertThat(put.acknowledged()).isEqualTo(put.expected());
      assertThat(put.believed())
          .satisfiesAnyOf(
              unknown -> assertThat(unknown).isZero(),
              known -> assertThat(known).isBetween(NODES / 3.0, NODES * 3.0));
      assertThat(npm.get(99, item.target(), Bytes.EMPTY).path("value").asString())
          .isEqualTo(NpmNodes.text(Bytes.utf8("in a crowd")));
    }
  }

  /// A put, beside what it should come to by what the node believes of the network's size.
  private record Put(int acknowledged, int expected, double believed) {}

  // The node that has just joined still looks around, and what it believes may change meanwhile.
  private static Put put(Kiths ours, ImmutableItem item, List<NodeId> ids) {
    while (true) {
      double before = ours.networkSize(0);
      int acknowledged = await(ours.node(0).put(item)).acknowledged();
      if (ours.networkSize(0) == before) {
        return new Put(acknowledged, Kiths.holders(item.target(), ids, before), before);
      }
    }
  }
}
