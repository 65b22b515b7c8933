package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Found;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Request;
import dev.kith.sim.SimHost;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Values that came in a datagram and would not go into one again.
final class LongValuesTest {
  private final KvWorld net = KvWorld.of("LongValuesTest").grow(5);
  private final NodeId key = net.target();
  private final SimHost host = net.world().host();
  private final RawPeer peer = new RawPeer(host, key.flipped(0)).answeringPings();

  /// A `store` of 6,800 bytes and 240 floats of 32 bits, which are written as 64.
  private Bytes growing(Bytes messageId) {
    return Bytes.hex("00")
        .concat(messageId)
        .concat(Bytes.hex("92a573746f726593c414"))
        .concat(peer.id().bytes())
        .concat(Bytes.hex("c414"))
        .concat(key.bytes())
        .concat(Bytes.hex("dc00f1c51a90"))
        .concat(Bytes.wrap(new byte[6_800]))
        .concat(Bytes.hex("ca3f800000".repeat(240)));
  }

  @Test
  void a_value_that_could_not_be_passed_on_is_not_kept() {
    Resident node = net.resident(net.byDistance(key).getFirst());
    Bytes messageId = Bytes.wrap(new byte[20]);

    net.world().forge(host, peer.endpoint(), node.endpoint(), growing(messageId));
    net.world().run(Duration.ofSeconds(3));

    assertThat(peer.answer(messageId)).isEqualTo(MsgValue.Bool.FALSE);
    assertThat(net.world().await(node.node().status()).values()).isZero();
  }

  @Test
  void a_value_that_is_found_and_does_not_fit_into_a_store_is_not_cached() {
    byte[] longest = new byte[Request.MAX_VALUE_BYTES + 1];
    Arrays.fill(longest, (byte) 7);
    MsgValue value = new MsgValue.Bin(Bytes.wrap(longest));
    peer.holding(value);
    for (Resident each : net.all()) {
      peer.ask(each.endpoint(), m -> new Request.Ping(m, peer.id()));
    }
    net.world().run(Duration.ofSeconds(3));

    for (Resident each : net.all()) { // most hear of others who lack it before the peer answers
      Found found = net.world().await(each.node().getDigest(key));
      assertThat(found.value()).contains(value);
    }
    net.world().run(Duration.ofSeconds(3));

    assertThat(net.all()).allMatch(each -> net.world().await(each.node().status()).values() == 0);
  }
}
