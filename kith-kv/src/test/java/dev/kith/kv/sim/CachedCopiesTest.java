package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long a node keeps what is none of its business (section 2.3 of the paper).
final class CachedCopiesTest {
  private static final int K = 8;
  private static final int NODES = 40;
  private static final MsgValue BLUE = new MsgValue.Str("blue");
  private static final MsgValue RED = new MsgValue.Str("red");

  private final KvWorld net = KvWorld.of("CachedCopiesTest").with(o -> o.ksize(K)).grow(NODES);
  private final NodeId key = net.target();
  private final List<NodeId> byDistance = net.byDistance(key);
  private final RawPeer peer = new RawPeer(net.world().host(), key.flipped(0)).answeringPings();

  private boolean isKeptFor(int rank, Duration first, Duration more) {
    Resident node = net.resident(byDistance.get(rank));
    peer.ask(node.endpoint(), m -> new Request.Store(m, peer.id(), key, BLUE));
    net.world().run(first);
    assertThat(isThere(node)).as("rank %d after %s", rank, first).isTrue();
    net.world().run(more);
    return isThere(node);
  }

  private boolean isThere(Resident node) {
    Bytes id = peer.ask(node.endpoint(), m -> new Request.FindValue(m, peer.id(), key));
    net.world().run(Duration.ofSeconds(3));
    return peer.answer(id) instanceof MsgValue.Map;
  }

  @Test
  void the_node_after_the_k_nearest_keeps_a_copy_for_half_a_day() {
    assertThat(isKeptFor(K, Duration.ofHours(11), Duration.ofMinutes(61))).isFalse();
  }

  @Test
  void one_a_little_farther_keeps_it_for_a_part_of_that() {
    assertThat(isKeptFor(K + 4, Duration.ofMinutes(30), Duration.ofHours(6))).isFalse();
  }

  @Test
  void a_node_far_away_keeps_it_for_minutes() {
    assertThat(isKeptFor(NODES - 2, Duration.ofMinutes(4), Duration.ofMinutes(3))).isFalse();
  }

  @Test
  void one_of_the_k_nearest_keeps_it_for_days() {
    assertThat(isKeptFor(0, Duration.ofHours(12), Duration.ofDays(1))).isTrue();
  }

  @Test
  void a_copy_on_a_publisher_far_away_gives_way_to_what_is_set_there() {
    Resident publisher = net.resident(byDistance.get(NODES - 2));
    peer.ask(publisher.endpoint(), m -> new Request.Store(m, peer.id(), key, BLUE));
    net.world().run(Duration.ofSeconds(3));

    SetReport report = net.world().await(publisher.node().setDigest(key, RED));

    assertThat(report.stored()).isEqualTo(K);
    assertThat(net.world().await(publisher.node().getDigest(key)).value()).contains(RED);
  }
}
