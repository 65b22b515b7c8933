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
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two hundred bittorrent-dht nodes, whose answers carry the whole routing table: packets beyond
/// five kilobytes, where most implementations send one.
@NeedsNpmPeers
class LargeRepliesIT {
  /// Buckets wide enough to know everybody, as tables of the public network come to know as many.
  private static final Map<String, Integer> WIDE = Map.of("k", 200);

  @Test
  void our_node_lives_among_replies_of_five_kilobytes() throws IOException {
    try (NpmNodes npm = NpmNodes.join(200, WIDE);
        Kiths ours = Kiths.join(1, npm.endpoint(0))) {
      NodeId infoHash = hash("in a crowd");
      ImmutableItem item = ImmutableItem.of(BString.of("in a crowd"));

      JsonNode theirs =
          npm.query(
              1, npm.endpoint(0), "find_node", Map.of("target", NpmNodes.text(infoHash.bytes())));
      var found = await(ours.node(0).findNodes(infoHash));
      int announced = npm.announce(150, infoHash, 7100);
      var peers = ours.peers(0, infoHash);
      var put = await(ours.node(0).put(item));

      assertThat(NpmNodes.bytes(theirs.path("r").path("nodes")).length())
          .as("bytes of contacts in one of their replies")
          .isGreaterThan(5000);
      assertThat(found.nearest().stream().map(Contact::id))
          .containsExactlyElementsOf(Kiths.nearest(infoHash, 8, npm.ids()));
      assertThat(announced).isPositive();
      assertThat(peers).containsExactly("127.0.0.1:7100");
      // The eight nearest, and any other within the distance at which the eighth was expected.
      assertThat(put.acknowledged()).isGreaterThanOrEqualTo(8);
      assertThat(npm.get(99, item.target(), Bytes.EMPTY).path("value").asString())
          .isEqualTo(NpmNodes.text(Bytes.utf8("in a crowd")));
    }
  }
}
