package dev.kith.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final NodeId A = NodeId.hex("0a".repeat(20));
  private static final NodeId B = NodeId.hex("0b".repeat(20));

  private final World world = World.seeded(1);
  private final Complaints complaints = new Complaints();
  private final Liveness liveness = new Liveness(world, complaints, Duration.ofSeconds(30));

  @Test
  void what_was_asked_must_end_unless_its_node_has_crashed() {
    liveness.asked("get", "one", () -> true, CompletableFuture.completedFuture("value"));
    liveness.asked("put", "two", () -> false, new CompletableFuture<>());
    liveness.asked("lookup", "three", () -> true, new CompletableFuture<>());

    liveness.allEnded();

    assertThat(complaints.all()).containsExactly("requests: a lookup of three never ended");
  }

  @Test
  void a_lookup_must_find_exactly_the_nearest_in_order() {
    liveness.isExact("one", found(A, B), List.of(A, B));
    liveness.isExact("two", found(B, A), List.of(A, B));
    liveness.isExact("three", found(A), List.of(A, B));

    assertThat(complaints.all())
        .containsExactly(
            "closest set: two found 2, 2 of them right",
            "closest set: three found 1, 1 of them right");
  }

  @Test
  void a_lookup_is_waited_for_but_not_for_ever() {
    CompletableFuture<List<NodeId>> soon = new CompletableFuture<>();
    world.after(Duration.ofSeconds(29), () -> soon.complete(List.of(A)));

    liveness.isExact("one", soon, List.of(A));
    liveness.isExact("two", new CompletableFuture<>(), List.of(A));

    assertThat(complaints.all()).containsExactly("requests: a lookup of two never ended");
    assertThat(world.elapsed()).isEqualTo(Duration.ofSeconds(59));
  }

  @Test
  void what_is_asked_once_all_has_healed_must_not_fail() {
    boolean ends =
        liveness.ends(
            "get", "one", CompletableFuture.failedFuture(new IllegalStateException("broken")));

    assertThat(ends).isFalse();
    assertThat(complaints.all())
        .containsExactly("requests: a get of one failed: java.lang.IllegalStateException: broken");
  }

  @Test
  void each_request_must_end_once_and_within_its_time() {
    AtomicLong ended = new AtomicLong(3);
    world.after(Duration.ofSeconds(4), () -> ended.set(5));

    liveness.endOnce(List.of("well"), _ -> 5, _ -> ended.get(), Duration.ofSeconds(5));
    assertThat(complaints.all()).isEmpty();
    liveness.endOnce(
        List.of("never", "twice"),
        _ -> 6,
        node -> node.equals("never") ? 5 : 7,
        Duration.ofSeconds(5));

    assertThat(complaints.all())
        .containsExactly(
            "requests: never sent 6, then 6, and 5 ended",
            "requests: twice sent 6, then 6, and 7 ended");
  }

  private static CompletableFuture<List<NodeId>> found(NodeId... ids) {
    return CompletableFuture.completedFuture(List.of(ids));
  }
}
