package dev.kith.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final NodeId BROKEN = NodeId.hex("01");
  private static final NodeId SECOND = NodeId.hex("02");
  private static final NodeId THIRD = NodeId.hex("03");

  private final VirtualLoop loop = new VirtualLoop();
  private final List<NodeId> served = new ArrayList<>();
  private final List<Long> moments = new ArrayList<>();
  private final Turns turns = new Turns(loop, 10, 50, this::serve);

  private boolean serve(NodeId key) {
    if (key.equals(BROKEN)) {
      throw new IllegalStateException("one broken value");
    }
    served.add(key);
    moments.add(loop.now());
    return true;
  }

  @Test
  void turns_come_when_they_are_due_and_never_two_within_the_time_apart() {
    turns.set(THIRD, 120);
    turns.set(SECOND, 100);

    loop.run(1_000);

    assertThat(served).containsExactly(SECOND, THIRD);
    assertThat(moments).containsExactly(100L, 150L);
  }

  @Test
  void a_turn_that_breaks_does_not_take_the_others_with_it() {
    turns.set(BROKEN, 100);
    turns.set(SECOND, 200);
    turns.set(THIRD, 300);

    loop.run(1_000);

    assertThat(loop.broken).hasSize(1);
    assertThat(served).containsExactly(SECOND, THIRD);
  }

  @Test
  void no_turn_comes_after_the_end() {
    turns.set(SECOND, 100);

    turns.close();
    loop.run(1_000);

    assertThat(served).isEmpty();
  }
}
