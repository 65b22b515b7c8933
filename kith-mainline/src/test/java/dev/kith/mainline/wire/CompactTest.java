package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Vectors;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class CompactTest {
  private static final Endpoint A = Endpoint.parse("192.0.2.1:1");
  private static final Endpoint B = Endpoint.parse("192.0.2.2:2");
  private static final Endpoint C = Endpoint.parse("192.0.2.3:3");
  private static final Endpoint SIX = Endpoint.parse("[2001:db8::1]:6881");

  static Stream<JsonNode> peers() {
    return Vectors.each("/compact/peers");
  }

  static Stream<JsonNode> nodes() {
    return Vectors.each("/compact/nodes");
  }

  @ParameterizedTest
  @MethodSource("peers")
  void peers_are_written_and_read(JsonNode vector) {
    Endpoint peer = Endpoint.parse(vector.required("addr").asString());
    Bytes compact = Vectors.hex(vector, "hex");

    assertThat(CompactPeers.encode(peer)).isEqualTo(compact);
    assertThat(CompactPeers.endpoint(compact)).isEqualTo(peer);
    assertThat(CompactPeers.decode(BList.of(new BString(compact)), Family.of(peer.address())))
        .containsExactly(peer);
    assertThat(CompactPeers.pack(List.of(peer), Family.of(peer.address()))).isEqualTo(compact);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void nodes_are_written_and_read(JsonNode vector) {
    Endpoint endpoint = Endpoint.parse(vector.required("addr").asString());
    Contact contact = new Contact(NodeId.of(Vectors.text(vector, "id_text")), endpoint);
    Family family = Family.of(endpoint.address());
    Bytes compact = Vectors.hex(vector, "hex");

    assertThat(CompactNodes.encode(List.of(contact), family)).isEqualTo(compact);
    assertThat(CompactNodes.decode(compact, family)).containsExactly(contact);
  }

  @Test
  void the_sizes_are_the_published_ones() {
    JsonNode sizes = Vectors.at("/compact/sizes");

    assertThat(Family.V4.peerBytes()).isEqualTo(sizes.required("peer4").asInt());
    assertThat(Family.V6.peerBytes()).isEqualTo(sizes.required("peer6").asInt());
    assertThat(Family.V4.nodeBytes(20)).isEqualTo(sizes.required("node4").asInt());
    assertThat(Family.V6.nodeBytes(20)).isEqualTo(sizes.required("node6").asInt());
  }

  @Test
  void peers_of_both_families_may_be_mixed() {
    assertThat(CompactPeers.decode(values(A, SIX, B), Family.V4)).containsExactly(A, SIX, B);
  }

  @Test
  void the_ancient_form_is_one_string_with_all_peers() {
    Bytes two = CompactPeers.encode(A).concat(CompactPeers.encode(B));
    Bytes three = two.concat(CompactPeers.encode(C));

    assertThat(CompactPeers.decode(BList.of(new BString(two)), Family.V4)).containsExactly(A, B);
    assertThat(CompactPeers.decode(BList.of(new BString(three)), Family.V4))
        .containsExactly(A, B, C);
    assertThat(CompactPeers.decode(BList.of(new BString(three)), Family.V6)).hasSize(1);
  }

  @Test
  void peers_that_cannot_be_are_left_out() {
    BList values =
        BList.of(
            peer("192.0.2.1:0"),
            peer("0.1.2.3:5"),
            peer("255.255.255.255:5"),
            peer("224.0.0.1:5"),
            peer("[ff02::1]:5"),
            peer("[::]:5"),
            new BString(Bytes.hex("00000000000000000000ffffc00002011ae1")), // v4 mapped into v6
            new BString(Bytes.utf8("seven.7")),
            new BInteger(3),
            peer("192.0.2.1:1"));

    assertThat(CompactPeers.decode(values, Family.V4)).containsExactly(A);
  }

  @Test
  void nodes_that_cannot_be_and_a_cut_off_one_are_left_out() {
    NodeId id = NodeId.copyOf(new byte[20]);
    Bytes good = CompactNodes.encode(List.of(new Contact(id, A)), Family.V4);
    Bytes portless =
        CompactNodes.encode(List.of(new Contact(id, Endpoint.parse("1.2.3.4:0"))), Family.V4);

    Bytes nodes = portless.concat(good).concat(good.slice(0, 25));

    assertThat(CompactNodes.decode(nodes, Family.V4)).containsExactly(new Contact(id, A));
    assertThat(CompactNodes.decode(Bytes.utf8("def456..."), Family.V4)).isEmpty();
  }

  @Test
  void another_id_length_makes_another_size() {
    Contact contact = new Contact(NodeId.copyOf(new byte[32]), A);

    Bytes packed = CompactNodes.encode(List.of(contact), Family.V4, 32);

    assertThat(packed.length()).isEqualTo(38);
    assertThat(CompactNodes.decode(packed, Family.V4, 32)).containsExactly(contact);
    assertThat(CompactNodes.encode(List.of(contact), Family.V4)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void contacts_of_the_other_family_are_not_packed() {
    NodeId id = NodeId.copyOf(new byte[20]);

    assertThat(CompactNodes.encode(List.of(new Contact(id, SIX)), Family.V4).length()).isZero();
  }

  private static BList values(Endpoint... peers) {
    return BList.of(Stream.of(peers).map(peer -> new BString(CompactPeers.encode(peer))).toList());
  }

  private static BValue peer(String endpoint) {
    return new BString(CompactPeers.encode(Endpoint.parse(endpoint)));
  }
}
