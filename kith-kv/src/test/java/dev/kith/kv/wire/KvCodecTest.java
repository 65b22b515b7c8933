package dev.kith.kv.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Vectors;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class KvCodecTest {
  private static final KvCodec CODEC = new KvCodec();
  private static final Bytes ID = Bytes.hex("000102030405060708090a0b0c0d0e0f10111213");
  private static final NodeId NODE = NodeId.hex("32dd52be58428ccdcb1d9cbc02365fc87216973f");

  /// Where we refuse what the library answers: ids and keys have 20 bytes (deviations.md).
  private static final Map<String, String> STRICTER =
      Map.of(
          "ping-id-19-bytes", "an id of 20 bytes was expected",
          "store-key-32-bytes", "an id of 20 bytes was expected");

  static Stream<JsonNode> exchanges() {
    return Vectors.each("/rpc/exchanges").filter(each -> !each.toString().contains("..."));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void every_recorded_exchange_is_read_and_written_byte_for_byte(JsonNode exchange)
      throws Exception {
    Bytes request = Vectors.hex(exchange, "request");
    Bytes response = Vectors.hex(exchange, "response");
    JsonNode call = exchange.get("request_decoded").get("payload");

    Request asked = (Request) decode(request);
    Response answered = (Response) decode(response);

    assertThat(asked.function()).isEqualTo(call.get(0).asString());
    assertThat(arguments(asked)).isEqualTo(Values.of(call.get(1)));
    assertThat(answered.value())
        .isEqualTo(Values.of(exchange.get("response_decoded").get("payload")));
    assertThat(answered.messageId()).isEqualTo(asked.messageId());
    assertThat(encode(asked)).isEqualTo(request).isEqualTo(KvCodec.encode(asked));
    assertThat(encode(answered)).isEqualTo(response).isEqualTo(KvCodec.encode(answered));
    Answer answer = Answer.read(asked, answered.value());
    assertThat(answer.toValue()).isEqualTo(answered.value());
  }

  static Stream<JsonNode> session() {
    return Vectors.each("/session_trace/datagrams");
  }

  @ParameterizedTest
  @MethodSource("session")
  void every_datagram_of_the_recorded_session_is_read_and_written(JsonNode each) throws Exception {
    Bytes datagram = Vectors.hex(each, "datagram");

    Packet packet = decode(datagram);

    assertThat(packet.messageId()).isEqualTo(Vectors.hex(each, "msg_id"));
    MsgValue payload = Values.of(each.get("payload"));
    switch (packet) {
      case Request request ->
          assertThat(MsgValue.Array.of(new MsgValue.Str(request.function()), arguments(request)))
              .isEqualTo(payload);
      case Response response -> assertThat(response.value()).isEqualTo(payload);
    }
    assertThat(encode(packet)).isEqualTo(datagram);
  }

  static Stream<JsonNode> fork() {
    return Stream.of("/fork_rpc/readme", "/fork_rpc/head").flatMap(Vectors::each);
  }

  @ParameterizedTest
  @MethodSource("fork")
  void every_datagram_of_the_fork_is_read_and_written(JsonNode each) throws Exception {
    Bytes request = Vectors.hex(each, "request");
    Request asked = (Request) decode(request);
    assertThat(encode(asked)).isEqualTo(request);
    if (each.get("response").isNull()) {
      return;
    }

    Response response = (Response) decode(Vectors.hex(each, "response"));

    assertThat(response.value()).isEqualTo(Values.of(each.get("response_decoded")));
    assertThat(encode(response)).isEqualTo(Vectors.hex(each, "response"));
    assertThat(Answer.read(asked, response.value()).toValue()).isEqualTo(response.value());
  }

  static Stream<JsonNode> rawFrames() {
    return Vectors.each("/rpc/raw_frames");
  }

  @ParameterizedTest
  @MethodSource("rawFrames")
  void odd_frames_are_answerable_exactly_where_the_library_answers(JsonNode frame)
      throws Exception {
    String name = frame.get("name").asString();
    Bytes datagram = Vectors.hex(frame, "frame");

    if (STRICTER.containsKey(name)) {
      assertThatThrownBy(() -> decode(datagram)).hasMessage(STRICTER.get(name));
    } else if (frame.get("answer").isNull()) {
      assertThat(isAnswerable(datagram)).isFalse();
    } else {
      assertThat(isAnswerable(datagram)).isTrue();
      Bytes answer = Vectors.hex(frame, "answer");
      assertThat(encode(decode(answer))).isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @CsvSource({"8191, true", "8192, true", "8193, false"})
  void a_request_has_at_most_8192_bytes_of_payload(int payload, boolean fits) throws Exception {
    MsgValue value = new MsgValue.Bin(Bytes.wrap(new byte[payload - 55]));
    Request request = new Request.Store(ID, NODE, NODE, value);

    assertThat(KvCodec.payloadBytes(request)).isEqualTo(payload);
    Bytes datagram = KvCodec.encode(request);
    if (fits) {
      assertThat(decode(encode(request))).isEqualTo(request);
    } else {
      assertThatThrownBy(() -> encode(request)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> decode(datagram)).hasMessage("request too long");
    }
    assertThat(Vectors.at("/rpc/limits/payload " + payload).asString())
        .startsWith(fits ? "sent" : "refused");
  }

  @Test
  void the_longest_text_and_bytes_just_fit_and_one_more_does_not() {
    String text = "x".repeat(Request.MAX_VALUE_BYTES);
    Bytes bytes = Bytes.wrap(new byte[Request.MAX_VALUE_BYTES]);

    for (MsgValue value : List.of(new MsgValue.Str(text), new MsgValue.Bin(bytes))) {
      assertThat(KvCodec.payloadBytes(new Request.Store(ID, NODE, NODE, value)))
          .isEqualTo(Request.MAX_PAYLOAD_BYTES);
    }
  }

  @Test
  void a_response_may_be_far_longer_than_a_request() throws Exception {
    Response response =
        new Response(
            ID, Answer.Hit.plain(new MsgValue.Bin(Bytes.wrap(new byte[65_000]))).toValue());

    assertThat(decode(encode(response))).isEqualTo(response);
  }

  @Test
  void what_a_response_says_is_not_read_before_it_is_asked_for() throws Exception {
    Bytes datagram = Bytes.hex("01").concat(ID).concat(Bytes.hex("c1"));

    Response response = (Response) decode(datagram);

    assertThat(response.messageId()).isEqualTo(ID);
    assertThatThrownBy(response::value)
        .isInstanceOf(MalformedException.class)
        .hasMessage("not the beginning of a value");
  }

  @Test
  void a_decoded_packet_does_not_refer_to_the_datagram() throws Exception {
    byte[] datagram = KvCodec.encode(new Request.Ping(ID, NODE)).toArray();
    Packet packet = CODEC.decode(datagram, datagram.length);

    java.util.Arrays.fill(datagram, (byte) 0xff);

    assertThat(packet).isEqualTo(new Request.Ping(ID, NODE));
  }

  private static boolean isAnswerable(Bytes datagram) {
    try {
      return !(decode(datagram) instanceof Request.Unknown);
    } catch (MalformedException dropped) {
      return false;
    }
  }

  private static MsgValue arguments(Request request) {
    List<MsgValue> arguments = new ArrayList<>();
    switch (request) {
      case Request.Stun _, Request.KnownNodes _, Request.Unknown _ -> {}
      case Request.Ping ping -> arguments.add(bin(ping.id()));
      case Request.Store store -> {
        arguments.addAll(List.of(bin(store.id()), bin(store.key())));
        arguments.add(store.value());
      }
      case Request.FindNode find -> arguments.addAll(List.of(bin(find.id()), bin(find.target())));
      case Request.FindValue find -> arguments.addAll(List.of(bin(find.id()), bin(find.key())));
    }
    return new MsgValue.Array(arguments);
  }

  private static MsgValue bin(NodeId id) {
    return new MsgValue.Bin(id.bytes());
  }

  private static Packet decode(Bytes datagram) throws MalformedException {
    return CODEC.decode(datagram.toArray(), datagram.length());
  }

  private static Bytes encode(Packet packet) {
    byte[] datagram = new byte[65_507];
    int length = CODEC.encode(packet, datagram);
    return Bytes.copyOf(datagram, 0, length);
  }
}
