package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What a loop must do with every kind of sockets: time, tasks, its end.
@ParameterizedClass
@MethodSource("dev.kith.core.io.BackendsHere#all")
@Timeout(120)
class EventLoopTest extends TwoLoops {
  // Time

  @Test
  void timers_run_in_the_order_of_their_deadlines_and_then_as_they_were_set() throws Exception {
    List<String> order = new ArrayList<>();
    CompletableFuture<List<String>> done = new CompletableFuture<>();

    loop.execute(
        () -> {
          loop.after(30_000_000, () -> order.add("30"));
          loop.after(10_000_000, () -> order.add("10 a"));
          loop.after(20_000_000, () -> order.add("20"));
          loop.after(10_000_000, () -> order.add("10 b"));
          loop.after(60_000_000, () -> done.complete(order));
          loop.after(40_000_000, () -> order.add("cancelled")).cancel();
        });

    assertThat(done.get()).containsExactly("10 a", "10 b", "20", "30");
  }

  @Test
  void a_timer_is_never_early() throws Exception {
    CompletableFuture<Long> early = new CompletableFuture<>();

    loop.execute(
        () -> {
          long deadline = loop.now() + 5_000_000;
          loop.after(5_000_000, () -> early.complete(deadline - loop.now()));
        });

    assertThat(early.get()).isNotPositive();
  }

  @Test
  void a_timer_without_delay_runs_in_a_later_turn_and_starves_nobody() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    AtomicInteger spins = new AtomicInteger();
    Runnable spin =
        new Runnable() {
          @Override
          public void run() {
            spins.incrementAndGet();
            loop.after(0, this);
          }
        };
    loop.execute(spin);

    client.send(echo.local(), "still there?");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("still there?"));
    assertThat(spins).hasPositiveValue();
  }

  @Test
  void the_clock_stands_still_within_a_turn_and_never_goes_back() throws Exception {
    long first =
        loop.submit(
                () -> {
                  long start = loop.now();
                  long spun = System.nanoTime() + 2_000_000;
                  while (System.nanoTime() < spun) {
                    Thread.onSpinWait();
                  }
                  assertThat(loop.now()).isEqualTo(start).isNotNegative();
                  return start;
                })
            .get();

    long second = loop.submit(loop::now).get();

    assertThat(second).isGreaterThanOrEqualTo(first + 2_000_000);
  }

  // Tasks

  @Test
  void tasks_of_many_threads_all_run_each_threads_in_order() throws Exception {
    int threads = 4;
    int each = 20_000;
    int[] next = new int[threads];
    CountDownLatch done = new CountDownLatch(threads * each);
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int writer = t;
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      int number = i;
                      loop.execute(
                          () -> {
                            assertThat(number).isEqualTo(next[writer]++);
                            done.countDown();
                          });
                    }
                  }));
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(loop.counts().broken()).isZero();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  @Test
  void a_task_that_throws_is_reported_and_survived() throws Exception {
    loop.execute(
        () -> {
          throw new StackOverflowError("as if");
        });

    assertThat(loop.submit(() -> "alive").get()).isEqualTo("alive");
    assertThat(events.poll())
        .isInstanceOfSatisfying(
            Event.InvariantBroken.class, event -> assertThat(event.detail()).contains("as if"));
  }

  @Test
  void reports_are_bounded_and_all_failures_counted() throws Exception {
    onThread(
        loop,
        () -> {
          for (int i = 0; i < 200; i++) {
            loop.execute(
                () -> {
                  throw new IllegalStateException("again");
                });
          }
        });

    assertThat(loop.submit(() -> "alive").get()).isEqualTo("alive");

    assertThat(events).hasSize(Reports.MAX_PER_SECOND);
    assertThat(loop.counts().broken()).isEqualTo(200);
  }

  @Test
  void an_observer_that_throws_is_survived() throws Exception {
    try (EventLoop watched =
        EventLoop.start(
            options()
                .observer(
                    event -> {
                      throw new IllegalStateException("blind");
                    })
                .build())) {
      watched.execute(
          () -> {
            throw new IllegalStateException("seen by nobody");
          });

      assertThat(watched.submit(() -> "alive").get()).isEqualTo("alive");
      assertThat(watched.counts().broken()).isEqualTo(2);
    }
  }

  @Test
  void an_interrupted_loop_goes_on() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    onThread(loop, () -> Thread.currentThread().interrupt());

    client.send(echo.local(), "fine");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("fine"));
  }

  @Test
  void other_threads_are_refused_what_belongs_to_the_loops_own() {
    assertThatThrownBy(() -> loop.after(0, () -> {})).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> loop.open(ANY_V4, new RawCodec(), null))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_flood_on_one_socket_starves_neither_others_nor_tasks() throws Exception {
    Peer flooded = Peer.at(loop, ANY_V4);
    flooded.admitsAll = false;
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    AtomicInteger flood = new AtomicInteger();
    try (EventLoop flooder = EventLoop.start(options().name("flooder").build())) {
      Peer source = Peer.at(flooder, ANY_V4);
      Bytes noise = numbered(1, 200);
      Runnable burst =
          new Runnable() {
            @Override
            public void run() {
              for (int i = 0; i < 200; i++) {
                source.wire.send(flooded.local(), noise);
              }
              flood.addAndGet(200);
              flooder.after(0, this);
            }
          };
      flooder.execute(burst);

      for (int i = 0; i < 100; i++) {
        client.send(echo.local(), "round " + i);
        assertThat(client.next().message()).isEqualTo(Bytes.utf8("round " + i));
        assertThat(loop.submit(() -> "prompt").get()).isEqualTo("prompt");
      }
    }

    assertThat(flood).hasPositiveValue();
  }

  // The end

  @Test
  void a_closed_loop_refuses_tasks_and_frees_its_ports() throws Exception {
    Peer peer = Peer.at(loop, ANY_V4);

    loop.close();
    loop.close();

    assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    assertThat(Peer.at(other, peer.local()).local()).isEqualTo(peer.local());
  }

  @Test
  void a_task_can_close_its_loop() throws Exception {
    CompletableFuture<String> last = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.close();
          last.complete("the turn goes on");
        });

    assertThat(last.get()).isEqualTo("the turn goes on");
    loop.close();
    assertThat(threadNames()).doesNotContain("loop-under-test");
  }

  @Test
  void every_accepted_task_runs_even_if_the_loop_closes_meanwhile() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch busy = new CountDownLatch(1_000);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (true) {
                      loop.execute(ran::incrementAndGet);
                      accepted.incrementAndGet();
                      busy.countDown();
                    }
                  } catch (RejectedExecutionException closed) {
                    // As it should be.
                  }
                });
    assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();

    loop.close();
    writer.join();

    assertThat(ran.get()).isEqualTo(accepted.get());
  }

  @Test
  void what_was_sent_before_closing_goes_out() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);
    Peer server = Peer.at(other, ANY_V4);
    client.send(server.local(), "goodbye");

    loop.close();

    assertThat(server.next().message()).isEqualTo(Bytes.utf8("goodbye"));
  }

  @Test
  void a_loop_closes_while_datagrams_fly() throws Exception {
    for (int round = 0; round < 20; round++) {
      EventLoop left = EventLoop.start(options().name("left").observer(events::add).build());
      EventLoop right = EventLoop.start(options().name("right").observer(events::add).build());
      Peer a = Peer.echoing(left, ANY_V4);
      Peer b = Peer.echoing(right, ANY_V4);
      for (int i = 0; i < 64; i++) {
        a.send(b.local(), "ball " + i);
      }
      left.submit(() -> "the balls are up").get();

      left.close();
      right.close();
    }

    assertThat(events).isEmpty();
    assertThat(threadNames()).doesNotContain("left", "right");
  }

  @Test
  void a_full_mailbox_refuses_instead_of_growing() throws Exception {
    try (EventLoop small = EventLoop.start(options().maxPendingTasks(10).build())) {
      CountDownLatch held = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      small.execute(
          () -> {
            begun.countDown();
            awaitUnchecked(held);
          });
      begun.await();
      for (int i = 0; i < 10; i++) {
        small.execute(() -> {});
      }

      assertThatThrownBy(() -> small.execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      held.countDown();
    }
  }

  @Test
  void a_timer_beyond_the_bound_is_reported_and_set_all_the_same() throws Exception {
    CompletableFuture<String> rang = new CompletableFuture<>();
    try (EventLoop small =
        EventLoop.start(options().maxPendingTimers(10).observer(events::add).build())) {
      onThread(
          small,
          () -> {
            for (int i = 0; i < 10; i++) {
              small.after(Long.MAX_VALUE, () -> {});
            }
            assertThat(events).isEmpty();
            small.after(1, () -> rang.complete("all the same"));
          });

      assertThat(rang.get()).isEqualTo("all the same");
      assertThat(small.counts().broken()).isEqualTo(1);
    }
    assertThat(events.poll())
        .isInstanceOfSatisfying(
            Event.InvariantBroken.class,
            event -> assertThat(event.detail()).contains("more than 10 timers"));
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }
}
