package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.driver.Turns;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final NodeId A = NodeId.hex("0a");
  private static final NodeId B = NodeId.hex("0b");
  private static final NodeId C = NodeId.hex("0c");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final World world = World.seeded(1);
  private final SimHost host = world.host();
  private final Loop loop = host.loop();
  private final List<String> taken = new ArrayList<>();
  private final Turns turns = new Turns(loop, 8, SECOND, this::take);

  private boolean take(NodeId key) {
    taken.add(key + " at " + world.elapsed().toMillis());
    return !key.equals(C);
  }

  @Test
  void nothing_runs_while_nothing_is_due() {
    turns.set(A, loop.now() + 3_600 * SECOND);
    long events = world.tally().events();

    world.run(Duration.ofMinutes(59));

    assertThat(world.tally().events()).isEqualTo(events);
    assertThat(taken).isEmpty();
  }

  @Test
  void keys_due_together_take_their_turns_apart() {
    turns.set(A, loop.now() + 2 * SECOND);
    turns.set(B, loop.now() + 2 * SECOND);
    turns.set(C, loop.now() + SECOND / 2);

    world.run(Duration.ofSeconds(10));

    assertThat(taken).containsExactly("0c at 500", "0a at 2000", "0b at 3000");
    assertThat(turns.size()).isZero();
    assertThat(host.liveTimers()).isZero();
  }

  @Test
  void a_key_for_which_nothing_is_to_be_done_keeps_nobody_waiting() {
    turns.set(C, loop.now() + 2 * SECOND);
    turns.set(A, loop.now() + 2 * SECOND);
    turns.set(B, loop.now() + 2 * SECOND);

    world.run(Duration.ofSeconds(10));

    assertThat(taken).containsExactly("0c at 2000", "0a at 2000", "0b at 3000");
  }

  @Test
  void a_key_put_off_takes_its_turn_later_and_one_put_forward_sooner() {
    turns.set(A, loop.now() + 2 * SECOND);
    turns.set(B, loop.now() + 20 * SECOND);
    turns.set(A, loop.now() + 5 * SECOND);
    turns.set(B, loop.now() + SECOND);

    world.run(Duration.ofSeconds(30));

    assertThat(taken).containsExactly("0b at 1000", "0a at 5000");
  }

  @Test
  void closed_it_takes_no_further_turns() {
    turns.set(A, loop.now() + 2 * SECOND);

    turns.close();
    turns.set(B, loop.now() + SECOND);
    world.run(Duration.ofSeconds(10));

    assertThat(taken).isEmpty();
    assertThat(host.liveTimers()).isZero();
  }
}
