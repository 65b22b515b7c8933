package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.kv.Found;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A node with more to ask than may be in flight or wait for its turn.
class BusyNodeTest {
  private static final int MANY = 500;

  private final KvWorld net =
      KvWorld.of("BusyNodeTest").with(options -> options.mostInFlight(32)).grow(60);

  @Test
  void what_is_asked_all_at_once_waits_for_its_turn_and_is_done() {
    Resident busy = net.all().getFirst();
    List<NodeId> keys = new ArrayList<>();
    List<CompletableFuture<SetReport>> sets = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      keys.add(net.target());
      sets.add(busy.node().setDigest(keys.getLast(), MsgValue.Int.of(i)));
    }
    int silent = 0;
    for (CompletableFuture<SetReport> set : sets) {
      SetReport report = net.world().await(set);
      silent += report.silent();
      assertThat(report.asked()).isEqualTo(20);
      assertThat(report.stored()).isPositive();
    }
    System.out.printf("%d stores of %d went unanswered%n", silent, 20 * MANY);

    Resident reader = net.all().getLast();
    List<CompletableFuture<Found>> gets = new ArrayList<>();
    for (NodeId key : keys) {
      gets.add(reader.node().getDigest(key));
    }
    assertThat(gets).allSatisfy(get -> assertThat(net.world().await(get).value()).isPresent());
  }
}
