package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ten of theirs and ten of ours in one network, where values come to lie on both.
@NeedsNpmPeers
class MixedNetworkIT {
  @Test
  void a_mixed_network_is_one_network() throws IOException {
    try (NpmNodes npm = NpmNodes.join(10);
        Kiths ours = Kiths.join(10, npm.endpoint(0))) {
      NodeId infoHash = hash("mixed");
      SigningKey key = SigningKey.of(Bytes.hex("33".repeat(32)));
      MutableItem item = MutableItem.sign(key, Bytes.EMPTY, 1, BString.of("mixed"));
      List<NodeId> everybody = new ArrayList<>(npm.ids());
      everybody.addAll(ours.ids());
      everybody.remove(ours.id(8)); // who looks does not find itself

      var found = await(ours.node(8).findNodes(infoHash));
      npm.announce(3, infoHash, 7301);
      await(ours.node(2).announce(infoHash, 7302, false));
      await(ours.node(5).put(item));

      assertThat(found.nearest().stream().map(Contact::id))
          .containsExactlyElementsOf(Kiths.nearest(infoHash, 8, everybody));
      assertThat(npm.lookup(6, infoHash)).containsExactly("127.0.0.1:7301", "127.0.0.1:7302");
      assertThat(ours.peers(7, infoHash)).containsExactly("127.0.0.1:7301", "127.0.0.1:7302");
      assertThat(npm.get(9, item.target(), Bytes.EMPTY).path("seq").asLong()).isEqualTo(1);
      assertThat(await(ours.node(0).get(key.publicKey(), Bytes.EMPTY)).item()).contains(item);
    }
  }
}
