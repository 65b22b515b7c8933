package dev.kith.mainline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever can be stored can be put, and had again, by nodes that bound what they decode.
final class StorableValueTest {
  private static final NodeId ID = NodeId.hex("ab".repeat(20));
  private static final Bytes TOKEN = Bytes.hex("00112233445566778899");
  private static final Bytes VERSION = Bytes.hex("4b490001");
  private static final Endpoint FROM = Endpoint.parse("9.8.7.6:6881");

  static Stream<BValue> extremes() {
    BValue deep = BList.EMPTY;
    for (int i = 1; i < 14; i++) {
      deep = BList.of(deep);
    }
    return Stream.of(BList.of(Collections.nCopies(479, BString.EMPTY)), deep);
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void what_can_be_stored_can_be_put_and_had_again(BValue value) throws Exception {
    MutableItem item =
        MutableItem.sign(SigningKey.random(new Random(1)), Bytes.utf8("salt"), 7, value);
    BDict a =
        BDict.builder()
            .put("cas", 6)
            .put("id", ID.bytes())
            .put("k", item.publicKey())
            .put("salt", item.salt())
            .put("seq", item.seq())
            .put("sig", item.signature())
            .put("target", item.target().bytes())
            .put("token", TOKEN)
            .put("v", item.value())
            .build();

    QueryPacket put =
        (QueryPacket)
            overTheWire(
                new QueryPacket(Bytes.hex("01020304"), Bytes.utf8("put"), a, VERSION, true));
    ResponsePacket reply =
        (ResponsePacket)
            overTheWire(
                ReplyBuilder.to(put, FROM, ID)
                    .version(VERSION)
                    .nodes(Family.V4, List.of())
                    .nodes(Family.V6, List.of())
                    .token(TOKEN)
                    .item(((Request.Put) Request.parse(put)).item())
                    .build());

    assertThat(reply.r().find("v")).isEqualTo(value);
  }

  private static Packet overTheWire(Packet packet) throws MalformedException {
    Bytes datagram = KrpcCodec.encode(packet);
    return new KrpcCodec().decode(datagram.toArray(), datagram.length());
  }
}
