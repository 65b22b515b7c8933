package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.facade.Query;
import dev.kith.core.id.NodeId;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node whose loop is so far behind that it takes no more tasks.
@Timeout(60)
final class BusyLoopTest {
  private static final NodeId TORRENT = NodeId.hex("ab".repeat(20));
  private static final int MAX_TASKS = 64;

  private LocalNetwork network;
  private EventLoop loop;
  private Mainline node;

  @BeforeEach
  void start() throws Exception {
    network = new LocalNetwork("127.0.0.1", 1);
    loop = EventLoop.start(LoopOptions.builder().maxPendingTasks(MAX_TASKS).build());
    MainlineOptions options =
        MainlineOptions.builder()
            .listen(Endpoint.loopback(0))
            .bootstrap(network.endpoint(0))
            .build();
    node = Mainline.startOn(loop, options).join();
    network.node(0).ping(node.joined().join().homes().getFirst().endpoint()).join();
  }

  @AfterEach
  void stop() {
    node.close();
    loop.close();
    network.close();
  }

  @Test
  void what_is_asked_of_it_fails_as_busy_and_not_as_closed() throws Exception {
    CountDownLatch held = fallBehind();

    CompletableFuture<NodeStatus> asked = node.status();
    Query<Endpoint, FoundPeers> peers = node.peers(TORRENT);
    held.countDown();

    assertThatThrownBy(asked::join).hasCauseInstanceOf(MainlineException.Busy.class);
    assertThatThrownBy(() -> peers.summary().join())
        .hasCauseInstanceOf(MainlineException.Busy.class);
  }

  @Test
  void a_search_read_meanwhile_goes_on_afterwards() throws Exception {
    List<CompletableFuture<StoreReport>> announced = new ArrayList<>();
    for (int port = 1; port <= 300; port++) {
      announced.add(network.node(0).announce(TORRENT, port, false));
    }
    announced.forEach(CompletableFuture::join);
    Query<Endpoint, FoundPeers> peers = node.peers(TORRENT);
    node.status().join(); // the search has begun, and paused
    List<Endpoint> read = new ArrayList<>();

    CountDownLatch held = fallBehind();
    while (peers.poll().map(read::add).isPresent()) {
      assertThat(peers.summary()).isNotDone();
    }
    held.countDown();
    peers.forEach(read::add);

    assertThat(read).hasSize(300).doesNotHaveDuplicates();
    assertThat(peers.summary().join().peers()).isEqualTo(300);
  }

  @Test
  void a_node_that_is_closed_meanwhile_is_closed() throws Exception {
    CountDownLatch held = fallBehind();

    node.close();
    CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
    loop.executeAnyway(() -> caughtUp.complete(true));
    held.countDown();
    caughtUp.join();

    assertThatThrownBy(() -> node.status().join())
        .hasCauseInstanceOf(MainlineException.Closed.class);
  }

  /// Makes the loop refuse tasks until the latch is released.
  private CountDownLatch fallBehind() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    var _ =
        loop.submit(
            () -> {
              begun.countDown();
              held.await();
              return true;
            });
    begun.await();
    for (int i = 0; i < MAX_TASKS; i++) {
      loop.execute(() -> {});
    }
    return held;
  }
}
