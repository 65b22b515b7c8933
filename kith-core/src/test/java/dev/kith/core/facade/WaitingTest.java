package dev.kith.core.facade;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class WaitingTest {
  private final Waiting<IllegalStateException> waiting =
      new Waiting<>(() -> new IllegalStateException("closed"));

  @Test
  void whoever_still_waits_when_the_node_closes_is_told_in_the_order_of_asking() {
    List<String> told = new ArrayList<>();
    List<CompletableFuture<String>> results = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "wait " + i;
      CompletableFuture<String> result = new CompletableFuture<>();
      results.add(result);
      assertThat(waiting.add(result)).isTrue();
      var _ = result.whenComplete((value, failure) -> told.add(name));
    }
    results.get(3).complete("done before");
    told.clear();

    waiting.close();

    assertThat(told)
        .containsExactly(
            "wait 0", "wait 1", "wait 2", "wait 4", "wait 5", "wait 6", "wait 7", "wait 8",
            "wait 9");
    assertThat(results.get(3)).isCompletedWithValue("done before");
    assertThat(results.get(4))
        .isCompletedExceptionally()
        .failsWithin(0, SECONDS)
        .withThrowableThat()
        .havingCause()
        .withMessage("closed");
  }

  @Test
  void whoever_asks_of_a_closed_node_is_told_at_once() {
    waiting.close();
    CompletableFuture<String> result = new CompletableFuture<>();
    List<Throwable> told = new ArrayList<>();

    assertThat(waiting.add(result)).isFalse();
    assertThat(waiting.add(new CompletableFuture<>(), told::add)).isFalse();

    assertThat(result).isCompletedExceptionally();
    assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void who_is_told_may_ask_again() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    waiting.add(first);
    var _ =
        first.exceptionally(
            closed -> {
              assertThat(waiting.add(second)).isFalse();
              return "";
            });

    waiting.close();

    assertThat(second).isCompletedExceptionally();
  }
}
