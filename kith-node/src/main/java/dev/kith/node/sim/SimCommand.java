package dev.kith.node.sim;

import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Progress;
import dev.kith.sim.SimulationFailure;
import dev.kith.sim.churn.Sessions;
import dev.kith.sim.link.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the commands of `kith sim` have in common: a simulated network of the same nodes that
/// `serve` runs.
public abstract class SimCommand implements Callable<Integer> {
  private static final int MOST_NODES = 100_000;

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes; 1000 by default.")
  private int nodes = 1000;

  @Option(names = "--seed", paramLabel = "S", description = "The seed of all chance; 1 by default.")
  private long seed = 1;

  @Option(
      names = "--loss",
      paramLabel = "P",
      description = "The share of datagrams lost, 0 to 1; 0 by default.")
  private double loss;

  @Option(
      names = "--churn",
      paramLabel = "A|B|C|D",
      description = "How nodes come and go; by default they stay.")
  private @Nullable String churn;

  @Option(
      names = "--link",
      paramLabel = "NAME",
      description = "standard, lan, wifi, mobile or satellite; standard by default.")
  private String link = "standard";

  @Option(
      names = "--lookups",
      paramLabel = "N",
      description = "How many lookups to measure; 500 by default.")
  private int lookups = 500;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How much virtual time they are spread over; 10m by default.")
  private Duration duration = Duration.ofMinutes(10);

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw how long lookups take, as SVG.")
  private @Nullable Path plot;

  private final Shell shell;
  private final String network;
  private final String title;
  private final SimulatedNodes<?> kind;

  /// A command that simulates nodes of `network`, which a plot calls `title`.
  protected SimCommand(Shell shell, String network, String title, SimulatedNodes<?> kind) {
    this.shell = shell;
    this.network = network;
    this.title = title;
    this.kind = kind;
  }

  @Override
  public final Integer call() {
    Scenario scenario = scenario();
    checkPlot();
    shell.output().record(scenario.fields());
    Simulation<?> simulation = new Simulation<>(kind, network, scenario);
    Outcomes outcomes;
    try (Progress progress = shell.output().progress("simulating")) {
      outcomes = simulation.run(progress);
    } catch (SimulationFailure failure) {
      throw Failure.network("the simulation failed: " + failure.getMessage());
    }
    shell.output().summary(outcomes.fields(), outcomes.words());
    if (plot != null) {
      write(plot, outcomes);
    }
    return Exit.DONE;
  }

  private Scenario scenario() {
    if (nodes < 2 || nodes > MOST_NODES) {
      throw Failure.usage(
          "--nodes: '" + nodes + "': expected a whole number from 2 to " + MOST_NODES);
    }
    if (!(loss >= 0 && loss <= 1)) {
      throw Failure.usage("--loss: '" + loss + "': expected a share from 0 to 1");
    }
    if (lookups < 1 || lookups > 1_000_000) {
      throw Failure.usage(
          "--lookups: '" + lookups + "': expected a whole number from 1 to 1000000");
    }
    Sessions sessions = null;
    if (churn != null) {
      sessions =
          Sessions.named(churn)
              .orElseThrow(() -> Failure.usage("--churn: '" + churn + "': expected A, B, C or D"));
    }
    Link way =
        Link.named(link)
            .orElseThrow(
                () ->
                    Failure.usage(
                        "--link: '"
                            + link
                            + "': expected one of standard, lan, wifi, mobile, satellite"));
    return new Scenario(
        nodes,
        seed,
        loss == 0 ? way : way.withLoss(loss),
        loss,
        link,
        churn == null ? "none" : churn,
        sessions,
        duration,
        lookups);
  }

  // Before the simulation: nobody wants to hear of it after minutes.
  private void checkPlot() {
    if (plot != null) {
      Path folder = plot.toAbsolutePath().getParent();
      boolean canBe = folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
      if (!canBe || Files.isDirectory(plot)) {
        throw unwritable(plot, null);
      }
    }
  }

  private void write(Path file, Outcomes outcomes) {
    try {
      Files.writeString(file, outcomes.plot(title).svg());
    } catch (IOException cannot) {
      throw unwritable(file, cannot);
    }
  }

  private static Failure unwritable(Path file, @Nullable IOException why) {
    return Failure.start("--plot: '" + file + "': expected a file that can be written", why);
  }
}
