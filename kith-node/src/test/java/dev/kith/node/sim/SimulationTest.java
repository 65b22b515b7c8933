package dev.kith.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.node.output.Progress;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void progress_goes_from_nothing_to_nearly_all_and_never_back() {
    Scenario scenario =
        new Scenario(
            20, 1, Link.standard(), 0, "standard", "none", null, Duration.ofMinutes(1), 10);
    Steps steps = new Steps();

    Outcomes outcomes = new Simulation<>(new Nodes(), "test", scenario).run(steps);

    assertThat(steps.fractions).hasSize(30).isSorted();
    assertThat(steps.fractions.getFirst()).isZero();
    assertThat(steps.fractions.getLast()).isBetween(0.9, 1.0);
    assertThat(steps.details).contains("19 nodes joined", "9 lookups");
    assertThat(outcomes.nearestFound()).isEqualTo(10);
  }

  private static final class Nodes implements SimulatedNodes<Mainline> {
    @Override
    public int k() {
      return 8;
    }

    @Override
    public int port() {
      return 6881;
    }

    @Override
    public CompletableFuture<Mainline> start(
        Loop loop, NodeId id, Endpoint listen, List<Endpoint> bootstrap) {
      return Mainline.startOn(
          loop, MainlineOptions.builder().id(id).listen(listen).bootstrap(bootstrap).build());
    }

    @Override
    public CompletableFuture<Walked> findNodes(Mainline node, NodeId target) {
      return node.findNodes(target)
          .thenApply(found -> new Walked(found.nearest().stream().map(Contact::id).toList(), 1));
    }
  }

  private static final class Steps implements Progress {
    final List<Double> fractions = new ArrayList<>();
    final List<String> details = new ArrayList<>();

    @Override
    public void at(String detail) {
      details.add(detail);
    }

    @Override
    public void at(double fraction, String detail) {
      fractions.add(fraction);
      details.add(detail);
    }

    @Override
    public void erase() {}

    @Override
    public void close() {}
  }
}
