package dev.kith.core.driver;

import static dev.kith.core.driver.VirtualLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every request ends exactly once, whatever happens meanwhile.
class RequestsTest {
  private record Ask(Endpoint to) implements Request {
    @Override
    public String method() {
      return "ask";
    }

    @Override
    public Priority priority() {
      return Priority.FOREGROUND;
    }
  }

  private final VirtualLoop loop = new VirtualLoop();
  private final List<Integer> transmitted = new ArrayList<>();
  private final List<Ending<String>> endings = new CopyOnWriteArrayList<>();
  private final Requests<Integer, Ask, String> requests = on(loop);

  // Two out and two waiting at most.
  private Requests<Integer, Ask, String> on(Loop any) {
    return new Requests<>(
        any,
        RequestsOptions.of(Duration.ofSeconds(2), 1, 2, 2, Observer.NONE),
        new Requests.Line<>() {
          private int ids;

          @Override
          public Integer drawId() {
            return ids++;
          }

          @Override
          public void transmit(Integer id, Ask request) {
            transmitted.add(id);
          }
        });
  }

  private Call send(int port) {
    return send(port, endings::add);
  }

  private Call send(int port, Consumer<Ending<String>> then) {
    return requests.send(new Ask(Endpoint.loopback(port)), then);
  }

  @Test
  void what_is_sent_is_answered_or_times_out_and_makes_room_for_what_waits() {
    send(1);
    send(2);
    send(3);

    boolean answered = requests.answered(0, Endpoint.loopback(1), "yes");
    loop.run(SECOND);

    assertThat(answered).isTrue();
    assertThat(endings).containsExactly(new Ending.Answered<>("yes", 0));
    assertThat(transmitted).containsExactly(0, 1, 2);

    loop.run(2 * SECOND);
    assertThat(endings)
        .containsExactly(
            new Ending.Answered<>("yes", 0), new Ending.Silent<>(), new Ending.Silent<>());
  }

  @Test
  void a_request_without_a_place_in_the_queue_is_turned_away_and_ends_in_a_later_turn() {
    for (int port = 1; port <= 4; port++) {
      send(port);
    }

    Call call = send(5);

    assertThat(call.isTurnedAway()).isTrue();
    assertThat(endings).isEmpty();
    loop.run(0);
    assertThat(endings).containsExactly(new Ending.Cancelled<>());
  }

  @Test
  void neither_what_is_cancelled_nor_what_comes_after_the_end_counts_as_turned_away() {
    Call cancelled = send(1);
    cancelled.cancel();
    requests.close();
    Call late = send(2);

    assertThat(cancelled.isTurnedAway()).isFalse();
    assertThat(late.isTurnedAway()).isFalse();
  }

  @Test
  void a_withdrawn_request_makes_room_in_the_queue() {
    send(1);
    send(2);
    send(3);
    Call fourth = send(4);

    fourth.withdraw();

    assertThat(requests.queued()).isEqualTo(1);
    assertThat(send(5).isTurnedAway()).isFalse();
  }

  @Test
  void all_end_though_the_loop_takes_no_tasks_any_more() {
    loop.isFull = true;

    for (int port = 1; port <= 5; port++) {
      send(port);
    }
    send(6).cancel();
    requests.close();
    send(7);
    loop.run(0);

    assertThat(endings).hasSize(7).containsOnly(new Ending.Cancelled<>());
  }

  @Test
  void a_request_whose_sending_breaks_somebody_else_ends_all_the_same() {
    send(1);
    send(2);
    Call third = send(3);
    boolean waits =
        third.whenSent(
            () -> {
              throw new IllegalStateException("broken");
            });

    loop.run(10 * SECOND);

    assertThat(waits).isTrue();
    assertThat(transmitted).hasSize(3);
    assertThat(endings).hasSize(3);
    assertThat(loop.broken).hasSize(1);
  }

  @Test
  @Timeout(30)
  void all_end_though_the_loop_closes_before_they_do() throws Exception {
    EventLoop real = EventLoop.start(LoopOptions.defaults());
    real.submit(() -> closing(real)).get();

    real.close(); // waits for the thread

    assertThat(endings).hasSize(5).containsOnly(new Ending.Cancelled<>());
  }

  /// Requests whose end has been ordered when their loop closes.
  private Requests<Integer, Ask, String> closing(EventLoop real) {
    Requests<Integer, Ask, String> asked = on(real);
    for (int port = 1; port <= 5; port++) {
      asked.send(new Ask(Endpoint.loopback(port)), endings::add);
    }
    real.execute(asked::close);
    real.close();
    return asked;
  }
}
