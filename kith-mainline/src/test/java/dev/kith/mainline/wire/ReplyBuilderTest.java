package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyBuilderTest {
  private static final NodeId SELF = NodeId.of(Bytes.utf8("mnopqrstuvwxyz123456"));
  private static final Endpoint V4 = Endpoint.parse("192.0.2.1:6881");
  private static final Endpoint V6 = Endpoint.parse("[2001:db8::1]:6881");
  private static final Bytes VERSION = Bytes.utf8("KT01");
  private static final Bytes TOKEN = Bytes.utf8("8 bytes.");
  private static final SigningKey KEY = SigningKey.of(Bytes.wrap(new byte[32]));
  private static final Item LARGEST_MUTABLE =
      MutableItem.sign(KEY, Bytes.wrap(new byte[64]), Long.MAX_VALUE, BString.of("x".repeat(996)));

  @Test
  void a_ping_is_answered_with_the_id_and_the_address_as_seen() {
    ResponsePacket reply = to(V4).build();

    assertThat(reply.t()).isEqualTo(Bytes.utf8("aaaa"));
    assertThat(reply.r()).isEqualTo(BDict.builder().put("id", SELF.bytes()).build());
    assertThat(reply.ip()).isEqualTo(V4);
    assertThat(reply.v()).isEqualTo(VERSION);
  }

  @Test
  void the_list_of_nodes_is_there_even_if_it_is_empty() {
    ResponsePacket reply = to(V4).nodes(Family.V4, List.of()).build();

    assertThat(reply.r().string("nodes")).isEqualTo(Bytes.EMPTY);
    assertThat(reply.r().has("nodes6")).isFalse();
  }

  @Test
  void there_are_at_most_sixteen_nodes() {
    ResponsePacket reply = to(V4).nodes(Family.V4, contacts(Family.V4, 40)).build();

    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4))
        .isEqualTo(contacts(Family.V4, 16));
  }

  @Test
  void peers_fill_what_nodes_and_token_leave() {
    ResponsePacket reply =
        to(V4)
            .nodes(Family.V4, contacts(Family.V4, 8))
            .token(TOKEN)
            .peers(packed(Family.V4, 500))
            .build();

    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4)).hasSize(8);
    assertThat(reply.r().list("values").size()).isBetween(80, 90);
    assertThat(size(reply)).isBetween(1_024 - 8, 1_024);
  }

  @Test
  void peers_make_way_for_nodes_and_nodes_for_filters() {
    ResponsePacket reply =
        to(V4)
            .nodes(Family.V4, contacts(Family.V4, 16))
            .nodes(Family.V6, contacts(Family.V6, 16))
            .token(TOKEN)
            .filters(Bytes.wrap(new byte[256]), Bytes.wrap(new byte[256]))
            .peers(packed(Family.V4, 500))
            .build();

    assertThat(reply.r().string("BFsd").length()).isEqualTo(256);
    assertThat(reply.r().string("BFpe").length()).isEqualTo(256);
    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4)).hasSizeBetween(4, 10);
    assertThat(CompactNodes.decode(reply.r().string("nodes6"), Family.V6)).hasSizeBetween(4, 10);
    assertThat(reply.r().has("values") ? reply.r().list("values").size() : 0).isLessThan(5);
    assertThat(size(reply)).isBetween(1_024 - 38, 1_024);
  }

  @Test
  void a_limit_of_the_caller_shortens_the_reply() {
    ResponsePacket reply =
        to(V4)
            .limit(300)
            .nodes(Family.V4, contacts(Family.V4, 8))
            .token(TOKEN)
            .filters(Bytes.wrap(new byte[256]), Bytes.wrap(new byte[256]))
            .peers(packed(Family.V4, 500))
            .build();

    assertThat(size(reply)).isBetween(300 - 26, 300);
    assertThat(reply.r().string("token")).isEqualTo(TOKEN);
    assertThat(reply.r().has("BFsd")).isFalse();
    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4)).hasSize(8);
  }

  @Test
  void under_a_limit_nodes_come_before_the_requesters_address_and_our_version() {
    ReplyBuilder builder = to(V4).nodes(Family.V4, contacts(Family.V4, 8));
    int whole = size(builder.build());

    ResponsePacket reply = builder.limit(whole - 21).build();

    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4)).hasSize(8);
    assertThat(reply.ip()).isNull();
    assertThat(reply.v()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void the_largest_item_fits_over_either_family_and_nodes_make_way_for_it() {
    for (Endpoint from : List.of(V4, V6)) {
      Family family = Family.of(from.address());
      ResponsePacket reply =
          to(from).nodes(family, contacts(family, 8)).token(TOKEN).item(LARGEST_MUTABLE).build();

      assertThat(reply.r().string("v").length()).isEqualTo(996);
      assertThat(reply.r().string("sig"))
          .hasToString(((MutableItem) LARGEST_MUTABLE).signature().toHex());
      assertThat(reply.r().string(family.nodesKey())).isEqualTo(Bytes.EMPTY);
      assertThat(size(reply)).isLessThanOrEqualTo(from.isV4() ? 1_472 : 1_232);
    }
  }

  @Test
  void the_list_of_the_other_family_makes_way_for_an_item() {
    QueryPacket query = QueryPacket.of(Bytes.wrap(new byte[32]), "get", BDict.EMPTY);
    MutableItem largest = MutableItem.sign(KEY, Bytes.EMPTY, 1, BString.of("x".repeat(996)));

    ResponsePacket reply =
        ReplyBuilder.to(query, V6, SELF)
            .version(VERSION)
            .nodes(Family.V4, contacts(Family.V4, 8))
            .nodes(Family.V6, contacts(Family.V6, 8))
            .token(TOKEN)
            .item(largest)
            .build();

    assertThat(reply.r().string("v")).isEqualTo(Bytes.utf8("x".repeat(996)));
    assertThat(reply.r().has("nodes")).isFalse();
    assertThat(reply.r().has("nodes6")).isTrue();
    assertThat(size(reply)).isLessThanOrEqualTo(1_232);
  }

  @Test
  void a_small_item_comes_with_nodes() {
    ResponsePacket reply =
        to(V4)
            .nodes(Family.V4, contacts(Family.V4, 8))
            .token(TOKEN)
            .item(ImmutableItem.of(BString.of("hello")))
            .build();

    assertThat(reply.r().find("v")).isEqualTo(BString.of("hello"));
    assertThat(CompactNodes.decode(reply.r().string("nodes"), Family.V4)).hasSize(8);
    assertThat(reply.r().has("k")).isFalse();
  }

  @Test
  void an_item_that_the_limit_forbids_is_left_out_whole() {
    ResponsePacket reply =
        to(V4).limit(400).nodes(Family.V4, List.of()).token(TOKEN).item(LARGEST_MUTABLE).build();

    assertThat(reply.r().has("v")).isFalse();
    assertThat(reply.r().has("k")).isFalse();
    assertThat(reply.r().has("sig")).isFalse();
    assertThat(reply.r().has("seq")).isFalse();
  }

  @Test
  void whoever_has_the_newest_item_gets_its_sequence_number_only() {
    ResponsePacket reply = to(V4).nodes(Family.V4, List.of()).token(TOKEN).seq(7).build();

    assertThat(reply.r().integer("seq")).hasValue(7);
    assertThat(reply.r().has("v")).isFalse();
  }

  @Test
  void samples_are_sent_with_number_and_interval() {
    ResponsePacket reply =
        to(V4)
            .nodes(Family.V4, contacts(Family.V4, 8))
            .samples(Bytes.wrap(new byte[400]), 1_000, 3_600)
            .build();

    assertThat(reply.r().string("samples").length()).isEqualTo(400);
    assertThat(reply.r().integer("num")).hasValue(1_000);
    assertThat(reply.r().integer("interval")).hasValue(3_600);
    assertThat(size(reply)).isLessThanOrEqualTo(1_024);
  }

  @Test
  void a_sample_has_an_interval_only_if_it_is_not_all_there_is() {
    Bytes hashes = Bytes.wrap(new byte[400]);

    ResponsePacket whole = to(V4).samples(hashes, 20, 3_600).build();
    ResponsePacket cut = to(V4).limit(300).samples(hashes, 20, 3_600).build();

    assertThat(whole.r().integer("interval")).hasValue(0);
    assertThat(cut.r().string("samples").length()).isLessThan(400);
    assertThat(cut.r().integer("interval")).hasValue(3_600);
  }

  @Test
  void no_reply_ever_outgrows_its_limit() {
    Property.check(
        2_000,
        random -> {
          Endpoint from = random.nextBoolean() ? V4 : V6;
          Family family = Family.of(from.address());
          int limit = random.nextInt(200, 1_500);
          QueryPacket query =
              QueryPacket.of(Bytes.wrap(new byte[random.nextInt(20)]), "get", BDict.EMPTY);
          ReplyBuilder builder =
              ReplyBuilder.to(query, from, SELF).version(VERSION).limit(limit).token(TOKEN);
          builder.nodes(family, contacts(family, random.nextInt(20)));
          if (random.nextBoolean()) {
            builder.peers(packed(family, random.nextInt(200)));
          }
          if (random.nextBoolean()) {
            builder.filters(Bytes.wrap(new byte[256]), Bytes.wrap(new byte[256]));
          }
          boolean withItem = random.nextBoolean();
          if (withItem) {
            builder.item(ImmutableItem.of(BString.of("x".repeat(random.nextInt(996)))));
          }

          ResponsePacket reply = builder.build();

          int most = withItem ? (from.isV4() ? 1_472 : 1_232) : 1_024;
          assertThat(size(reply)).isLessThanOrEqualTo(Math.min(limit, most));
          Bytes encoded = KrpcCodec.encode(reply);
          assertThat(new KrpcCodec().decode(encoded.toArray(), encoded.length())).isEqualTo(reply);
        });
  }

  private static ReplyBuilder to(Endpoint from) {
    QueryPacket query = QueryPacket.of(Bytes.utf8("aaaa"), "get_peers", BDict.EMPTY);
    return ReplyBuilder.to(query, from, SELF).version(VERSION);
  }

  private static int size(ResponsePacket reply) {
    return KrpcCodec.encode(reply).length();
  }

  private static List<Contact> contacts(Family family, int count) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      byte[] id = new byte[20];
      id[0] = (byte) i;
      contacts.add(new Contact(NodeId.copyOf(id), new Endpoint(address(family, i), 6881)));
    }
    return contacts;
  }

  private static Bytes packed(Family family, int count) {
    List<Endpoint> peers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      peers.add(new Endpoint(address(family, i), 1));
    }
    return CompactPeers.pack(peers, family);
  }

  private static Address address(Family family, int number) {
    return family == Family.V4
        ? Address.v4(0xc0000200 + number)
        : Address.v6(0x20010db800000000L, number);
  }
}
