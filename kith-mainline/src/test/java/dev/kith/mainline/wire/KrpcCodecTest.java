package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.Vectors;
import dev.kith.mainline.bencode.BDict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class KrpcCodecTest {
  private static final KrpcCodec CODEC = new KrpcCodec();

  static Stream<Bytes> published() {
    return Stream.of(
            Vectors.each("/bep5_packets/packets").map(p -> Vectors.text(p, "bencoded_text")),
            Stream.of(
                Vectors.text(Vectors.at("/bep43"), "ping_read_only_text"),
                Vectors.text(Vectors.at("/bep32"), "find_node_want_both_text"),
                Vectors.text(Vectors.at("/bep51"), "query_text"),
                Vectors.hex(Vectors.at("/bep51"), "response"),
                Vectors.hex(Vectors.at("/bep51"), "empty_samples_response")))
        .flatMap(each -> each);
  }

  static Stream<Bytes> observed() {
    return Stream.of("/observed/queries", "/observed/replies")
        .flatMap(Vectors::each)
        .flatMap(JsonNode::valueStream)
        .filter(node -> !node.isNull())
        .map(node -> Bytes.hex(node.asString()));
  }

  static Stream<Bytes> all() {
    return Stream.concat(published(), observed());
  }

  private static Packet decode(Bytes datagram) throws MalformedException {
    return CODEC.decode(datagram.toArray(), datagram.length());
  }

  private static Packet decode(String datagram) throws MalformedException {
    return decode(Vectors.latin(datagram));
  }

  @ParameterizedTest
  @MethodSource("all")
  void packets_of_specifications_and_of_other_nodes_are_read_and_written_back_the_same(
      Bytes datagram) throws Exception {
    byte[] out = new byte[65_507];

    Packet packet = decode(datagram);
    int length = CODEC.encode(packet, out);

    assertThat(Bytes.copyOf(out, 0, length)).isEqualTo(datagram);
    assertThat(KrpcCodec.encode(packet)).isEqualTo(datagram);
  }

  @Test
  void the_published_error_says_what_it_says() throws Exception {
    Packet packet = decode("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee");

    assertThat(packet)
        .isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), ErrorCode.GENERIC, "A Generic Error Ocurred"));
  }

  @Test
  void an_error_of_libtorrent_brings_results_and_address_along() throws Exception {
    String pointer = "/observed/replies/libtorrent 2.0.8/get_peers_missing_info_hash";

    ErrorPacket error = (ErrorPacket) decode(Bytes.hex(Vectors.at(pointer).asString()));

    assertThat(error.code()).isEqualTo(203);
    assertThat(error.text()).isEqualTo(Bytes.utf8("missing 'info_hash' key"));
    assertThat(error.r().string("id").length()).isEqualTo(20);
    assertThat(error.ip()).isEqualTo(Endpoint.parse("127.0.0.1:58948"));
    assertThat(error.v()).isEqualTo(Bytes.hex("4c540208"));
  }

  @Test
  void errors_of_every_shape_survive() throws Exception {
    assertThat(error("1:e3:bad")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, "bad"));
    assertThat(error("1:el3:bade")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, "bad"));
    assertThat(error("1:eli203ee")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 203, ""));
    assertThat(error("1:ei203e")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 203, ""));
    assertThat(error("1:eli203e1:a1:be")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 203, "a b"));
    assertThat(error("1:eli9999999999e1:ae")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, "a"));
    assertThat(error("1:ele")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, ""));
    assertThat(error("1:ede")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, ""));
    assertThat(error("")).isEqualTo(ErrorPacket.of(Bytes.utf8("aa"), 0, ""));
  }

  private static Packet error(String member) throws MalformedException {
    return decode("d" + member + "1:t2:aa1:y1:ee");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 6, 8, 20, 32, 64})
  void transaction_ids_of_many_lengths_are_kept(int length) throws Exception {
    Packet packet = decode("d1:ade1:q4:ping1:t" + length + ":" + "x".repeat(length) + "1:y1:qe");

    assertThat(packet.t().length()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "le",
        "hello",
        "d",
        "d1:ade1:q4:ping1:y1:qe", // no t
        "d1:ade1:q4:ping1:ti1e1:y1:qe",
        "d1:ade1:q4:ping1:t2:aae", // no y
        "d1:ade1:q4:ping1:t2:aa1:y1:xe",
        "d1:ade1:q4:ping1:t2:aa1:y2:qqe",
        "d1:t2:aa1:y1:re", // no r
        "d1:rle1:t2:aa1:y1:re",
        "d1:ade1:q4:ping1:t2:aa1:t2:aa1:y1:qe", // a key twice
        "d1:ad1:vd1:ai1e1:ai2eee1:q3:put1:t2:aa1:y1:qe", // the same within a value
        "d1:ad3:seqi9223372036854775808ee1:q3:put1:t2:aa1:y1:qe" // beyond 64 bits
      })
  void what_cannot_be_answered_is_malformed(String datagram) {
    assertThatThrownBy(() -> decode(datagram)).isInstanceOf(MalformedException.class);
  }

  @Test
  void a_transaction_id_of_65_bytes_is_malformed() {
    assertThatThrownBy(() -> decode("d1:ade1:q4:ping1:t65:" + "x".repeat(65) + "1:y1:qe"))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void unsorted_keys_unknown_keys_and_trailing_bytes_do_no_harm() throws Exception {
    Packet packet = decode("d1:y1:q1:t2:aa1:q4:ping1:ad2:id1:xe3:newi1ee\r\n");

    assertThat(packet)
        .isEqualTo(
            QueryPacket.of(
                Bytes.utf8("aa"), "ping", BDict.builder().put("id", Bytes.utf8("x")).build()));
  }

  @Test
  void a_query_without_method_or_arguments_is_read_for_it_deserves_an_error() throws Exception {
    assertThat(decode("d1:t2:aa1:y1:qe"))
        .isEqualTo(QueryPacket.of(Bytes.utf8("aa"), "", BDict.EMPTY));
    assertThat(decode("d1:ale1:q4:ping1:t2:aa1:y1:qe"))
        .isEqualTo(QueryPacket.of(Bytes.utf8("aa"), "ping", BDict.EMPTY));
  }

  @Test
  void read_only_senders_are_told_apart() throws Exception {
    QueryPacket query =
        (QueryPacket) decode(Vectors.text(Vectors.at("/bep43"), "ping_read_only_text"));

    assertThat(query.readOnly()).isTrue();
    assertThat(((QueryPacket) decode("d1:ade1:q4:ping2:roi0e1:t2:aa1:y1:qe")).readOnly()).isFalse();
    assertThat(((ResponsePacket) decode("d1:rde2:roi1e1:t2:aa1:y1:re")).readOnly()).isTrue();
  }

  @Test
  void the_requesters_address_is_read_in_both_families() throws Exception {
    Bytes field = Vectors.hex(Vectors.at("/bep42/ip_field"), "bencoded_key_and_value_hex");
    Bytes datagram = Vectors.latin("d").concat(field).concat(Vectors.latin("1:rde1:t2:aa1:y1:re"));

    ResponsePacket response = (ResponsePacket) decode(datagram);

    assertThat(response.ip()).isEqualTo(Endpoint.parse("127.0.0.1:58644"));
    assertThat(KrpcCodec.encode(response)).isEqualTo(datagram);
    assertThat(((ResponsePacket) decode("d2:ip3:abc1:rde1:t2:aa1:y1:re")).ip()).isNull();
  }

  @Test
  void a_query_beyond_2048_bytes_is_malformed_and_a_response_is_not() throws Exception {
    String filler = "3:xyz1990:" + "x".repeat(1_990);

    assertThat(decode("d1:ad" + filler + "e1:q4:ping1:t2:aa1:y1:qe")).isNotNull();
    assertThatThrownBy(
            () -> decode("d1:ad" + filler + "1:z30:" + "z".repeat(30) + "e1:q4:ping1:t2:aa1:y1:qe"))
        .hasMessage("query too long");
    assertThatThrownBy(() -> decode("d1:q4:ping1:t2:aa1:y1:q3:zzz2100:" + "x".repeat(2_100) + "e"))
        .hasMessage("query too long");
    assertThat(decode("d1:rd5:nodes52000:" + "x".repeat(52_000) + "e1:t2:aa1:y1:re")).isNotNull();
  }

  @Test
  void a_packet_that_fits_no_datagram_is_not_sent() {
    Packet packet =
        ResponsePacket.of(Bytes.EMPTY, BDict.builder().put("x", Bytes.wrap(new byte[100])).build());

    assertThatThrownBy(() -> CODEC.encode(packet, new byte[100]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
