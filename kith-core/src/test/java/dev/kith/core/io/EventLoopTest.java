package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import java.net.BindException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What every kind of sockets must do alike, on real sockets.
@ParameterizedClass
@MethodSource("dev.kith.core.io.BackendsHere#all")
@Timeout(120)
class EventLoopTest {
  private static final Endpoint ANY_V4 = Endpoint.loopback(0);
  private static final Endpoint ANY_V6 = Endpoint.parse("[::1]:0");

  @Parameter LoopOptions.Backend backend;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private EventLoop loop;
  private EventLoop other;

  @BeforeEach
  void start() throws Exception {
    loop = EventLoop.start(options().name("loop-under-test").observer(events::add).build());
    other = EventLoop.start(options().name("other-loop").build());
  }

  @AfterEach
  void stop() {
    loop.close();
    other.close();
  }

  private LoopOptions.Builder options() {
    return LoopOptions.builder().backend(backend);
  }

  // Datagrams

  @Test
  void the_loop_uses_the_sockets_it_was_told_to() {
    assertThat(loop.backend()).isEqualTo(backend);
  }

  @Test
  void a_datagram_is_echoed_with_its_bytes_and_source_intact() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(echo.local(), "hello");

    assertThat(client.next()).isEqualTo(new Peer.Received(echo.local(), Bytes.utf8("hello")));
  }

  @Test
  void ipv6_works_like_ipv4() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    Peer echo = Peer.echoing(loop, ANY_V6);
    Peer client = Peer.at(other, ANY_V6);

    client.send(echo.local(), "six");

    assertThat(client.next()).isEqualTo(new Peer.Received(echo.local(), Bytes.utf8("six")));
    assertThat(echo.local().isV4()).isFalse();
  }

  @Test
  void one_loop_serves_several_sockets_of_both_families() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    List<Peer> echoes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      echoes.add(Peer.echoing(loop, i % 2 == 0 ? ANY_V4 : ANY_V6));
    }
    Peer v4 = Peer.at(other, ANY_V4);
    Peer v6 = Peer.at(other, ANY_V6);

    for (Peer echo : echoes) {
      Peer client = echo.local().isV4() ? v4 : v6;
      client.send(echo.local(), echo.local().toString());

      assertThat(client.next())
          .isEqualTo(new Peer.Received(echo.local(), Bytes.utf8(echo.local().toString())));
    }
  }

  @Test
  void datagrams_of_every_size_arrive_whole() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    for (int size : new int[] {0, 1, 100, 1472, 1473, 5_000, 20_000, 65_506, 65_507}) {
      Bytes message = numbered(size, size);
      client.send(echo.local(), message);

      assertThat(client.next().message()).as("%s bytes", size).isEqualTo(message);
    }
  }

  @Test
  void many_datagrams_of_one_turn_arrive_in_order() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);
    Peer server = Peer.at(other, ANY_V4);

    loop.execute(
        () -> {
          for (int i = 0; i < 500; i++) {
            client.wire.send(server.local(), numbered(i, 60));
          }
        });

    for (int i = 0; i < 500; i++) {
      assertThat(server.next().message()).isEqualTo(numbered(i, 60));
    }
  }

  @Test
  void three_thousand_sources_are_told_apart() throws Exception {
    Peer echo = Peer.echoing(loop, ANY_V4);
    Set<Endpoint> locals = new HashSet<>();

    for (int i = 0; i < 3_000; i++) {
      Peer client = Peer.at(other, ANY_V4);
      client.send(echo.local(), "from " + client.local());
      assertThat(client.next().message()).isEqualTo(Bytes.utf8("from " + client.local()));
      locals.add(client.local());
      other
          .submit(
              () -> {
                client.wire.close();
                return true;
              })
          .get();
    }

    assertThat(locals).hasSizeGreaterThan(1_000);
    assertThat(loop.counts().received()).isEqualTo(3_000);
  }

  @Test
  void a_refused_datagram_is_not_decoded() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    server.admitsAll = false;
    client.send(server.local(), "#refused");
    awaitReceived(1);

    server.admitsAll = true;
    client.send(server.local(), "admitted");

    assertThat(server.next().message()).isEqualTo(Bytes.utf8("admitted"));
    assertThat(loop.counts().broken()).isZero();
  }

  @Test
  void malformed_datagrams_are_told_to_the_inbox() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(server.local(), "!");

    assertThat(server.malformed.poll(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isEqualTo("begins with !");
  }

  @Test
  void a_codec_that_throws_is_reported_with_the_datagram_and_survived() throws Exception {
    Peer server = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);

    client.send(server.local(), "#bug");
    client.send(server.local(), "fine");

    assertThat(server.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(events.poll())
        .isInstanceOfSatisfying(
            Event.InvariantBroken.class,
            event ->
                assertThat(event.detail())
                    .contains("a bug in the codec", Bytes.utf8("#bug").toHex()));
    assertThat(loop.counts().broken()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_sent_is_counted_and_never_thrown() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);
    Peer echo = Peer.echoing(other, ANY_V4);

    client.send(Endpoint.loopback(0), "to port 0");
    client.send(Endpoint.parse("[::1]:9"), "to the other family");
    client.send(Endpoint.parse("255.255.255.255:9"), "to everybody, without permission");
    client.send(echo.local(), "fine");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(loop.counts().sendsFailed()).isEqualTo(3);
    assertThat(loop.counts().broken()).isZero();
  }

  @Test
  void closed_ports_do_not_disturb_a_socket() throws Exception {
    Peer gone = Peer.at(other, ANY_V4);
    onThread(other, gone.wire::close);
    Peer client = Peer.at(loop, ANY_V4);
    Peer echo = Peer.echoing(other, ANY_V4);

    for (int i = 0; i < 200; i++) {
      client.send(gone.local(), "is anybody there?");
    }
    client.send(echo.local(), "fine");

    assertThat(client.next().message()).isEqualTo(Bytes.utf8("fine"));
    assertThat(loop.counts().rebinds()).isZero();
  }

  @Test
  void the_size_of_a_message_is_that_of_its_datagram() throws Exception {
    Peer client = Peer.at(loop, ANY_V4);

    int size = loop.submit(() -> client.wire.sizeOf(Bytes.utf8("twelve bytes"))).get();

    assertThat(size).isEqualTo(12);
    assertThat(loop.counts().sent()).isZero();
  }

  // Binding

  @Test
  void a_taken_port_is_a_bind_exception_that_names_the_endpoint() throws Exception {
    Endpoint v6 = BackendsHere.haveIpv6() ? ANY_V6 : ANY_V4;
    for (Endpoint any : List.of(ANY_V4, v6, Endpoint.parse("0.0.0.0:0"))) {
      Peer first = Peer.at(other, any);

      assertThatThrownBy(() -> Peer.at(loop, first.local()))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(BindException.class)
          .hasMessageContaining(first.local().toString())
          .hasMessageContaining("taken");
    }
  }

  @Test
  void an_address_of_another_host_is_refused_but_not_as_a_taken_port() {
    assertThatThrownBy(() -> Peer.at(loop, Endpoint.parse("192.0.2.1:7000")))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(SocketException.class)
        .isNotInstanceOf(BindException.class)
        .hasMessageContaining("192.0.2.1:7000");
  }

  @Test
  void both_wildcards_can_have_the_same_port_in_either_order() throws Exception {
    assumeTrue(BackendsHere.haveIpv6());
    for (String family : List.of("0.0.0.0:0", "[::]:0")) {
      Peer first = Peer.echoing(loop, Endpoint.parse(family));
      String twin = first.local().isV4() ? "[::]:" : "0.0.0.0:";
      Peer second = Peer.echoing(loop, Endpoint.parse(twin + first.local().port()));
      int port = second.local().port();
      Peer v4 = Peer.at(other, ANY_V4);
      Peer v6 = Peer.at(other, ANY_V6);

      v4.send(Endpoint.loopback(port), "four");
      v6.send(Endpoint.parse("[::1]:" + port), "six");

      assertThat(v4.next().message()).isEqualTo(Bytes.utf8("four"));
      assertThat(v6.next().message()).isEqualTo(Bytes.utf8("six"));
      assertThat(first.local().port()).isEqualTo(port);
    }
  }

  @Test
  void a_closed_wire_frees_its_port_and_delivers_nothing_more() throws Exception {
    Peer first = Peer.at(loop, ANY_V4);
    Peer client = Peer.at(other, ANY_V4);
    onThread(
        loop,
        () -> {
          first.wire.close();
          first.wire.close();
          first.wire.send(client.local(), Bytes.utf8("too late"));
        });

    Peer second = Peer.at(loop, first.local());
    client.send(second.local(), "for the second");

    assertThat(second.next().message()).isEqualTo(Bytes.utf8("for the second"));
    assertThat(first.received).isEmpty();
  }

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
  void too_many_timers_are_refused() throws Exception {
    try (EventLoop small = EventLoop.start(options().maxPendingTimers(10).build())) {
      onThread(
          small,
          () -> {
            for (int i = 0; i < 10; i++) {
              small.after(Long.MAX_VALUE, () -> {});
            }
            assertThatThrownBy(() -> small.after(1, () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
          });
    }
  }

  // Words for the above

  private static Bytes numbered(int number, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (number >>> 8 * (i % 3) ^ i);
    }
    if (size > 0) {
      bytes[0] = 'n';
    }
    return Bytes.wrap(bytes);
  }

  private static void onThread(EventLoop loop, Runnable task) throws Exception {
    loop.submit(
            () -> {
              task.run();
              return true;
            })
        .get();
  }

  private void awaitReceived(long count) throws Exception {
    while (loop.counts().received() < count) {
      loop.submit(() -> "a turn").get();
    }
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
