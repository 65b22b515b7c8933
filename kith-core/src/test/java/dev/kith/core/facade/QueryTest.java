package dev.kith.core.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueryTest {
  private static final int RESULTS = 10_000;

  @Test
  void no_reader_of_several_is_told_that_the_search_has_ended_while_it_runs() throws Exception {
    Query<Integer, String> query = new Query<>(16, () -> {}, () -> {});
    AtomicBoolean ends = new AtomicBoolean();
    AtomicInteger early = new AtomicInteger();
    Semaphore read = new Semaphore(0);
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (nextOf(query)) {
                      read.release();
                    }
                    if (!ends.get()) {
                      early.incrementAndGet();
                      read.release(RESULTS);
                    }
                  }));
    }

    // One at a time, so that all readers wait for each.
    for (int i = 0; i < RESULTS; i++) {
      query.feed().add(i);
      read.acquire();
    }
    ends.set(true);
    query.feed().end("done");
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(early).hasValue(0);
  }

  @Test
  void results_that_wait_can_be_read_though_the_loop_has_closed() throws Exception {
    Query<Integer, String> query = new Query<>(2, QueryTest::refuse, QueryTest::refuse);
    query.feed().add(1);
    query.feed().add(2);
    query.feed().add(3);
    assertThat(query.feed().hasRoom()).isFalse();
    query.feed().end("the node was closed");

    assertThat(query.poll()).contains(1);
    assertThat(query).containsExactly(2, 3);
  }

  @Test
  void a_search_that_could_not_be_told_of_room_is_told_later() throws Exception {
    AtomicInteger refusals = new AtomicInteger(3);
    List<Query.Feed<Integer, String>> paused = new ArrayList<>();
    Query<Integer, String> query =
        new Query<>(
            1,
            () -> {
              if (refusals.getAndDecrement() > 0) {
                throw new RejectedExecutionException("the loop is far behind");
              }
              paused.removeFirst().add(2);
            },
            () -> {});
    paused.add(query.feed());
    query.feed().add(1);
    assertThat(query.feed().hasRoom()).isFalse();

    assertThat(query.next()).contains(1);
    assertThat(query.next()).contains(2);

    assertThat(paused).isEmpty();
  }

  @Test
  void a_query_closes_though_the_loop_takes_no_more() {
    Query<Integer, String> query = new Query<>(1, QueryTest::refuse, QueryTest::refuse);
    query.feed().add(1);

    assertThatCode(query::close).doesNotThrowAnyException();

    assertThat(query).containsExactly(1);
  }

  private static boolean nextOf(Query<Integer, String> query) {
    try {
      return query.next().isPresent();
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }

  private static void refuse() {
    throw new RejectedExecutionException("the loop has closed");
  }
}
