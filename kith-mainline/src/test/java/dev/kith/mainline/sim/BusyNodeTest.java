package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A node with more to ask than it may have in flight.
class BusyNodeTest {
  @Test
  void lookups_that_wait_for_their_turn_take_nobody_for_silent() {
    MainlineWorld net =
        MainlineWorld.of("BusyNodeTest#lookups_that_wait*", Link.standard()).grow(100);
    net.with(options -> options.mostInFlight(5));
    Resident busy = net.add();
    net.world().await(busy.joined());

    double alone = messages(net, busy, 1, 100);
    double crowded = messages(net, busy, 5, 40);

    System.out.printf("%.1f messages a lookup alone, %.1f in a crowd%n", alone, crowded);
    assertThat(crowded).isLessThan(1.2 * alone);
  }

  @Test
  void many_lookups_at_once_for_one_target_all_find_the_nearest() {
    MainlineWorld net = MainlineWorld.of("BusyNodeTest#many_lookups*", Link.standard()).grow(200);
    net.with(options -> options.sends(5)); // so that six at once are all it may spend on a stranger
    Resident busy = net.add();
    net.world().await(busy.joined());
    net.run(Duration.ofMinutes(20)); // with most others it has not spoken for long
    NodeId target = net.target();
    List<NodeId> nearest = net.nearest(target, 8, busy);

    List<CompletableFuture<FoundNodes>> lookups = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lookups.add(busy.node().findNodes(target));
    }

    assertThat(lookups)
        .allSatisfy(
            each ->
                assertThat(net.world().await(each).nearest())
                    .extracting(Contact::id)
                    .startsWith(nearest.toArray(NodeId[]::new)));
  }

  private static double messages(MainlineWorld net, Resident busy, int atOnce, int rounds) {
    int asked = 0;
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<FoundNodes>> lookups = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        lookups.add(busy.node().findNodes(net.target()));
      }
      for (CompletableFuture<FoundNodes> each : lookups) {
        asked += net.world().await(each).counts().asked();
      }
    }
    return (double) asked / (atOnce * rounds);
  }
}
