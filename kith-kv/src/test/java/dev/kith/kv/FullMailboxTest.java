package dev.kith.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node on a loop that is busy with something else and takes no more.
@Timeout(30)
final class FullMailboxTest {
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private EventLoop loop;
  private KvNode node;

  @BeforeEach
  void start() throws Exception {
    loop = EventLoop.start(LoopOptions.builder().maxPendingTasks(8).build());
    KvOptions options = KvOptions.builder().listen(Endpoint.parse("127.0.0.1:0")).build();
    node = KvNode.startOn(loop, options).join();
    CountDownLatch begun = new CountDownLatch(1);
    loop.execute(
        () -> {
          begun.countDown();
          waitUntilDone();
        });
    begun.await();
    for (int i = 0; i < 7; i++) {
      loop.execute(() -> {});
    }
    loop.execute(drained::countDown);
    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  private void waitUntilDone() {
    try {
      done.await();
    } catch (InterruptedException unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  @AfterEach
  void end() {
    done.countDown();
    loop.close();
  }

  @Test
  void a_node_is_asked_in_vain_and_says_that_it_is_busy() {
    assertThat(node.status())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(KvException.Busy.class);
  }

  @Test
  void a_node_that_is_closed_meanwhile_is_closed() throws Exception {
    node.close();
    done.countDown();
    drained.await();

    assertThat(node.status())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(KvException.Closed.class);
  }
}
