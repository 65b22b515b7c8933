package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.mainline.MainlineException;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What whoever waits for a node is told when it closes: never that something is not there.
class ClosingTest {
  @Test
  void what_is_under_way_and_what_is_asked_afterwards_fails_as_closed() {
    MainlineWorld net = MainlineWorld.of("ClosingTest", Link.standard()).grow(100);
    ImmutableItem stored = ImmutableItem.of(BString.of("stored"));
    NodeId target = net.target();
    net.world().await(net.any().node().put(stored));
    Resident reader = net.any();

    List<CompletableFuture<?>> underWay =
        List.of(
            reader.node().get(stored.target()),
            reader.node().put(ImmutableItem.of(BString.of("another"))),
            reader.node().findNodes(target),
            reader.node().announce(target, 4_711, false),
            reader.node().peers(target).summary());
    net.run(Duration.ofMillis(1));
    reader.node().close();
    CompletableFuture<?> afterwards = reader.node().get(stored.target());
    net.run(Duration.ofSeconds(5));

    assertThat(underWay).allSatisfy(ClosingTest::failedAsClosed);
    failedAsClosed(afterwards);
  }

  private static void failedAsClosed(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    assertThat(future.exceptionNow()).isInstanceOf(MainlineException.Closed.class);
  }
}
