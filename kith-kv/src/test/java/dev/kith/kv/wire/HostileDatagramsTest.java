package dev.kith.kv.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Vectors;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.testkit.Mutations;
import dev.kith.testkit.Property;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Any bytes are a packet or malformed, and a packet is written as it was read.
final class HostileDatagramsTest {
  private static final KvCodec CODEC = new KvCodec();
  private static final Bytes ID = Bytes.wrap(new byte[20]);
  private static final NodeId NODE = NodeId.of(ID);
  private static final List<Request> REQUESTS =
      List.of(
          new Request.Stun(ID),
          new Request.Ping(ID, NODE),
          new Request.Store(ID, NODE, NODE, MsgValue.Nil.NIL),
          new Request.FindNode(ID, NODE, NODE),
          new Request.FindValue(ID, NODE, NODE));

  @Test
  void any_bytes_are_a_packet_or_malformed() {
    mutate(1_000_000);
  }

  @Test
  @Tag("soak")
  void any_bytes_are_a_packet_or_malformed_ten_million_times() {
    mutate(10_000_000);
  }

  private static void mutate(int tries) {
    List<byte[]> samples =
        Stream.concat(
                Vectors.each("/session_trace/datagrams")
                    .map(each -> each.get("datagram").asString()),
                Vectors.each("/rpc/raw_frames").map(each -> each.get("frame").asString()))
            .map(hex -> Bytes.hex(hex).toArray())
            .toList();

    Property.forAll(Mutations.of(samples, 1_500))
        .tries(tries)
        .check(HostileDatagramsTest::checkCodec);
  }

  static void checkCodec(byte[] bytes) throws MalformedException {
    Packet packet;
    try {
      packet = CODEC.decode(bytes, bytes.length);
    } catch (MalformedException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
      return;
    }
    Bytes written = KvCodec.encode(packet);
    if (packet instanceof Request.Unknown) {
      return; // its arguments are dropped
    }
    assertThat(CODEC.decode(written.toArray(), written.length())).isEqualTo(packet);
    if (packet instanceof Response response) {
      checkResponse(response);
    }
  }

  private static void checkResponse(Response response) {
    MsgValue value;
    try {
      value = response.value();
    } catch (MalformedException refused) {
      assertThat(refused.offset()).isBetween(21, 21 + response.payload().length());
      return;
    }
    for (Request request : REQUESTS) {
      readAs(request, value);
    }
  }

  private static void readAs(Request request, MsgValue value) {
    try {
      assertThat(Answer.read(request, value)).isNotNull();
    } catch (MalformedException refused) {
      assertThat(refused.reason()).isNotEmpty();
    }
  }
}
