package dev.kith.sim.fault;

import dev.kith.sim.SimulationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// Worlds of one network, each with faults of its own that follow from its seed. Each is named
/// before it runs, and of each that is not sound the one command is told that runs it again.
///
/// ```java
/// FaultWorlds worlds =
///     new FaultWorlds("mvn test -Dtest=RandomFaultsTest", MyScenario::new, System.out::println);
/// assertThat(worlds.failures(seeds)).isEmpty();
/// ```
///
/// As a function: the verdict on the world of a seed, which begins with [#SOUND] if all was well.
public final class FaultWorlds implements LongFunction<String> {
  /// How every verdict begins on a world in which nothing was wrong.
  public static final String SOUND = "sound ";

  /// The system property that names the seed of one world to be run alone.
  public static final String ALONE = "kith.faults.seed";

  private final String command;
  private final FaultNetwork network;
  private final Consumer<String> out;

  /// Worlds of `network`. What is told before they run goes to `out`, a line or more at a time;
  /// `command` runs the test that looks for [#failures].
  public FaultWorlds(String command, FaultNetwork network, Consumer<String> out) {
    this.command = command;
    this.network = network;
    this.out = out;
  }

  /// Runs the world of `seed` and says what came of it: [#SOUND] and the hash of the trace, or what
  /// was wrong.
  @Override
  public String apply(long seed) {
    FaultDraw draw = FaultDraw.of(seed);
    try {
      return SOUND + Long.toHexString(FaultCourse.run(draw.plan(), network.scenario(draw)));
    } catch (SimulationFailure failure) {
      return Objects.requireNonNull(failure.getMessage());
    }
  }

  /// What will go wrong in the world of `seed`, and how many hosts are there.
  public String configuration(long seed) {
    FaultDraw draw = FaultDraw.of(seed);
    return draw.hosts() + " nodes" + network.particulars(draw) + ", " + draw.plan();
  }

  /// Runs the worlds of `seeds`, or that of [#ALONE] if it is set, and returns what was wrong, how
  /// to run it again, and with what configuration; empty if all were sound.
  public List<String> failures(LongStream seeds) {
    Long alone = Long.getLong(ALONE);
    if (alone != null) {
      out.accept(configuration(alone));
    }
    List<String> failures = new ArrayList<>();
    for (long seed : alone == null ? seeds.toArray() : new long[] {alone}) {
      out.accept(configuration(seed).lines().findFirst().orElse(""));
      String verdict = apply(seed);
      if (!verdict.startsWith(SOUND)) {
        failures.add(
            "%s; again: %s -D%s=%d; %s"
                .formatted(verdict, command, ALONE, seed, configuration(seed)));
      }
    }
    return failures;
  }

  /// Runs each world of `seeds` twice and returns what was not the same, event for event, or not
  /// sound; empty if nothing.
  public List<String> differences(LongStream seeds) {
    List<String> differences = new ArrayList<>();
    for (long seed : seeds.toArray()) {
      String first = apply(seed);
      String second = apply(seed);
      if (!second.equals(first) || !first.startsWith(SOUND)) {
        differences.add("seed %d: first %s, then %s".formatted(seed, first, second));
      }
    }
    return differences;
  }
}
