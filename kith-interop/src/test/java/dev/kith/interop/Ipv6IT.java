package dev.kith.interop;

import static dev.kith.interop.Kiths.await;
import static dev.kith.interop.Kiths.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Our nodes among themselves at ::1 (BEP 32).
class Ipv6IT {
  private static final Endpoint LOOPBACK = Endpoint.parse("[::1]:0");

  @BeforeAll
  static void requireIpv6() {
    assumeTrue(canBind(), "no IPv6 on loopback: the tests at ::1 are skipped");
  }

  @Test
  void a_network_at_the_ipv6_loopback_finds_announces_and_stores() throws IOException {
    try (Kiths ours = Kiths.join(LOOPBACK, 12)) {
      NodeId infoHash = hash("six");
      SigningKey key = SigningKey.of(Bytes.hex("44".repeat(32)));
      MutableItem item = MutableItem.sign(key, Bytes.utf8("s"), 1, BString.of("six"));
      List<NodeId> others = ours.ids().stream().filter(id -> !id.equals(ours.id(4))).toList();

      var found = await(ours.node(4).findNodes(infoHash));
      await(ours.node(2).announce(infoHash, 7401, false));
      await(ours.node(3).announceImplied(infoHash, false));
      await(ours.node(5).put(item));

      assertThat(found.nearest().stream().map(Contact::id))
          .containsExactlyElementsOf(Kiths.nearest(infoHash, 8, others));
      assertThat(ours.peers(9, infoHash))
          .containsExactlyInAnyOrder("[::1]:7401", ours.endpoint(3).toString());
      assertThat(await(ours.node(0).get(key.publicKey(), Bytes.utf8("s"))).item()).contains(item);
    }
  }

  private static boolean canBind() {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
