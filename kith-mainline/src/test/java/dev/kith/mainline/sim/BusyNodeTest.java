package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.Pong;
import dev.kith.mainline.StoreReport;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
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

  @Test
  void what_is_asked_all_at_once_waits_for_its_turn_and_is_done() {
    int many = 600;
    MainlineWorld net =
        MainlineWorld.of("BusyNodeTest#what_is_asked*", Link.standard())
            .with(options -> options.republish(false).mostItems(10_000))
            .grow(60);
    List<ImmutableItem> items = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      items.add(ImmutableItem.of(BString.of("item " + i)));
      net.world().await(net.first().getFirst().node().put(items.getLast()));
    }
    Resident busy = net.any();

    List<CompletableFuture<Boolean>> gets = new ArrayList<>();
    for (ImmutableItem item : items) {
      gets.add(busy.node().get(item.target()).thenApply(got -> got.item().isPresent()));
    }
    assertThat(gets).allSatisfy(each -> assertThat(net.world().await(each)).isTrue());

    net.run(Duration.ofMinutes(2));
    List<CompletableFuture<StoreReport>> puts = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      puts.add(busy.node().put(ImmutableItem.of(BString.of("another " + i))));
    }
    assertThat(puts)
        .allSatisfy(each -> assertThat(net.world().await(each).asked()).isGreaterThanOrEqualTo(8));

    net.run(Duration.ofMinutes(2));
    List<CompletableFuture<Pong>> pings = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      pings.add(busy.node().ping(net.first().getFirst().endpoint()));
    }
    assertThat(pings).allSatisfy(each -> assertThat(net.world().await(each)).isNotNull());
  }
}
