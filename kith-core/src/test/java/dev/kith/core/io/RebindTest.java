package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.kith.core.io.BackendsHere#all")
@Timeout(60)
class RebindTest {
  private static final int MAX_TIMERS = 8;

  @Parameter LoopOptions.Backend backend;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private FailingSockets sockets;
  private EventLoop loop;
  private EventLoop other;

  @BeforeEach
  void start() throws Exception {
    LoopOptions options =
        LoopOptions.builder()
            .backend(backend)
            .observer(events::add)
            .maxPendingTimers(MAX_TIMERS)
            .build();
    LoopCounters counters = new LoopCounters();
    sockets = new FailingSockets(Backends.open(options, counters));
    loop = EventLoop.start(options, counters, sockets);
    other = EventLoop.start(LoopOptions.defaults());
  }

  @AfterEach
  void stop() {
    loop.close();
    other.close();
  }

  @Test
  void a_socket_that_fails_is_bound_anew_at_the_same_endpoint() throws Exception {
    Peer echo = Peer.echoing(loop, Endpoint.loopback(0));
    Peer client = Peer.at(other, Endpoint.loopback(0));
    sockets.failingBinds.set(3);
    sockets.failingReceives.set(1);
    loop.submit(() -> "a turn in which it fails").get();

    assertThat(nextHealth().state()).isEqualTo("unbound");
    assertThat(nextHealth().state()).isEqualTo("bound");
    client.send(echo.local(), "are you back?");

    assertThat(client.next()).isEqualTo(new Peer.Received(echo.local(), text("are you back?")));
    assertThat(loop.counts().rebinds()).isEqualTo(1);
    assertThat(loop.counts().broken()).isZero();
  }

  @Test
  void a_bind_that_breaks_is_reported_and_tried_again() throws Exception {
    Peer.at(loop, Endpoint.loopback(0));
    sockets.brokenBinds.set(2);
    sockets.failingReceives.set(1);
    loop.submit(() -> "a turn in which it fails").get();

    assertThat(nextHealth().state()).isEqualTo("unbound");
    assertThat(nextBroken().what()).isEqualTo("bind");
    assertThat(nextBroken().what()).isEqualTo("bind");
    assertThat(nextHealth().state()).isEqualTo("bound");
  }

  @Test
  void a_socket_that_fails_while_there_are_too_many_timers_is_bound_anew() throws Exception {
    Peer.at(loop, Endpoint.loopback(0));
    TwoLoops.onThread(
        loop,
        () -> {
          for (int i = 0; i < MAX_TIMERS; i++) {
            loop.after(Long.MAX_VALUE, () -> {});
          }
        });
    sockets.failingReceives.set(1);
    loop.submit(() -> "a turn in which it fails").get();

    assertThat(nextHealth().state()).isEqualTo("unbound");
    assertThat(nextBroken().what()).isEqualTo("after");
    assertThat(nextHealth().state()).isEqualTo("bound");
  }

  @Test
  void what_is_sent_while_a_socket_is_gone_is_lost_and_counted() throws Exception {
    Peer client = Peer.at(loop, Endpoint.loopback(0));
    Peer server = Peer.at(other, Endpoint.loopback(0));
    sockets.failingBinds.set(1);

    whenItFails(() -> client.wire.send(server.local(), text("into the void")));
    assertThat(nextHealth().state()).isEqualTo("unbound");
    assertThat(nextHealth().state()).isEqualTo("bound");
    client.send(server.local(), "arrives");

    assertThat(server.next().message()).isEqualTo(text("arrives"));
    assertThat(loop.counts().sendsFailed()).isEqualTo(1);
  }

  @Test
  void a_wire_closed_while_its_socket_is_gone_stays_closed() throws Exception {
    Peer peer = Peer.at(loop, Endpoint.loopback(0));
    whenItFails(peer.wire::close);
    assertThat(nextHealth().state()).isEqualTo("unbound");

    loop.submit(
            () -> {
              loop.after(5 * LoopWire.MIN_PAUSE_NANOS, () -> events.add(marker()));
              return true;
            })
        .get();

    assertThat(nextHealth()).isEqualTo(marker());
    assertThat(Peer.at(other, peer.local()).local()).isEqualTo(peer.local());
  }

  @Test
  void a_wait_that_fails_is_reported_and_tried_again() throws Exception {
    sockets.failingWaits.set(2);

    assertThat(loop.submit(() -> "alive").get()).isEqualTo("alive");

    assertThat(nextBroken().what()).isEqualTo("await");
  }

  @Test
  void an_error_of_the_runtime_ends_a_turn_and_not_the_loop() throws Exception {
    Peer echo = Peer.echoing(loop, Endpoint.loopback(0));
    Peer client = Peer.at(other, Endpoint.loopback(0));
    sockets.brokenReceives.set(2);

    client.send(echo.local(), "still there?");

    assertThat(client.next().message()).isEqualTo(text("still there?"));
    assertThat(loop.counts().broken()).isEqualTo(2);
    assertThat(loop.counts().rebinds()).isZero();
  }

  /// Lets the loop's socket fail, and runs `task` in the same turn: sockets come before tasks, and
  /// the time to bind anew has not come. From this thread it might come too late.
  private void whenItFails(Runnable task) {
    loop.execute(
        () -> {
          sockets.failingReceives.set(1);
          loop.execute(task);
        });
  }

  private Event.HealthChanged nextHealth() throws InterruptedException {
    return next(Event.HealthChanged.class);
  }

  private Event.InvariantBroken nextBroken() throws InterruptedException {
    return next(Event.InvariantBroken.class);
  }

  private <E extends Event> E next(Class<E> kind) throws InterruptedException {
    Event next = events.poll(Peer.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).isInstanceOf(kind);
    return kind.cast(next);
  }

  private static Event.HealthChanged marker() {
    return new Event.HealthChanged("later", "the time for a new bind has passed");
  }

  private static Bytes text(String text) {
    return Bytes.utf8(text);
  }
}
