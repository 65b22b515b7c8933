package dev.kith.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Endpoint;
import dev.kith.sim.engine.EngineMessage;
import dev.kith.sim.gate.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultWorldsTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void worlds_of_sound_nodes_are_sound_and_each_is_named_before_it_runs() {
    FaultWorlds worlds = worlds(new Gate<>() {});

    List<String> failures = worlds.failures(LongStream.range(0, 10));

    assertThat(failures).isEmpty();
    assertThat(told)
        .hasSize(10)
        .allMatch(line -> line.matches("\\d+ nodes, faults seed=\\d duration=PT25M .*"));
  }

  @Test
  void the_same_seed_makes_the_same_world_and_another_makes_another() {
    FaultWorlds worlds = worlds(new Gate<>() {});

    List<String> differences = worlds.differences(LongStream.range(0, 3));

    assertThat(differences).isEmpty();
    assertThat(worlds.apply(0)).isNotEqualTo(worlds.apply(1));
  }

  @Test
  void a_world_that_is_not_the_same_twice_is_noticed() {
    int[] made = {0};
    FaultNetwork fickle =
        draw -> new EngineFaults(FaultDraw.of(draw.seed() + made[0]++), new Gate<>() {});
    FaultWorlds worlds = new FaultWorlds("again", fickle, told::add);

    List<String> differences = worlds.differences(LongStream.of(7));

    assertThat(differences).singleElement().asString().startsWith("seed 7: first sound ");
  }

  @Test
  void a_failure_names_what_was_wrong_the_command_that_runs_it_again_and_all_faults() {
    FaultWorlds worlds = worlds(new Muddled());

    List<String> failures = worlds.failures(LongStream.of(3));

    assertThat(failures)
        .singleElement()
        .asString()
        .contains("requests: ", "a reply to nothing", "faults seed=3")
        .contains("; again: again -Dkith.faults.seed=3; ");
  }

  @Test
  void nodes_whom_nobody_hears_are_found_out_after_the_healing() {
    FaultWorlds worlds = worlds(new Mute());

    List<String> failures = worlds.failures(LongStream.of(3));

    assertThat(failures).singleElement().asString().contains("closest set: ");
  }

  private FaultWorlds worlds(Gate<EngineMessage> flaw) {
    return new FaultWorlds("again", draw -> new EngineFaults(draw, flaw), told::add);
  }

  /// Answers with another transaction than that of the request.
  private static final class Muddled implements Gate<EngineMessage> {
    @Override
    public EngineMessage leaving(Endpoint to, EngineMessage message) {
      return message instanceof EngineMessage.Pong pong
          ? new EngineMessage.Pong(-1, pong.sender())
          : message;
    }
  }

  /// Answers no question.
  private static final class Mute implements Gate<EngineMessage> {
    @Override
    public @Nullable EngineMessage leaving(Endpoint to, EngineMessage message) {
      return message instanceof EngineMessage.Nodes ? null : message;
    }
  }
}
