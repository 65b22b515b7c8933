package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.sim.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What no network is needed to know is said at once, not by a future.
final class CallerMistakesTest {
  private static final SigningKey KEY = SigningKey.random(new Random(1));

  private final Mainline node = new SimulatedNetwork(World.seeded(7), 1).nodes.getFirst();

  @Test
  void a_salt_that_is_too_long_to_be_put_is_refused_at_once() {
    assertThatThrownBy(() -> node.put(KEY, Bytes.wrap(new byte[65]), BString.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65");
  }

  @Test
  void a_value_that_is_too_long_to_be_put_is_refused_at_once() {
    BString value = BString.of("x".repeat(2_000));

    assertThatThrownBy(() -> node.put(KEY, Bytes.EMPTY, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2005");
  }

  @Test
  void nobody_is_asked_at_port_0() {
    Endpoint nowhere = Endpoint.parse("192.0.2.1:0");

    assertThatThrownBy(() -> node.ping(nowhere)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> node.sample(nowhere, NodeId.hex("ab".repeat(20))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
