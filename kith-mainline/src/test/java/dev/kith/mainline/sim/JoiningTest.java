package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.sim.link.Link;
import dev.kith.testkit.Heap;
import dev.kith.testkit.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Networks that grew by themselves, without faults: every lookup is exact, and costs what it
/// should.
class JoiningTest {
  private static final int K = 8;
  private static final String COSTS = "JoiningTest#lookups_cost*";

  @Test
  void nodes_that_joined_one_by_one_through_the_first_find_exactly_the_nearest() {
    MainlineWorld net = MainlineWorld.of("JoiningTest#nodes_that_joined*", Link.standard());
    for (int i = 0; i < 200; i++) {
      net.world().await(net.add().joined());
    }

    Probe young = new Probe(net, K).run(200);
    net.run(Duration.ofMinutes(40)); // over two refreshes of every bucket
    Probe old = new Probe(net, K).run(200);

    System.out.println("young: " + young + "; old: " + old);
    assertThat(young.exact()).isEqualTo(1);
    assertThat(old.exact()).isEqualTo(1);
    assertThat(net.all()).allSatisfy(each -> assertThat(each.events().broken()).isEmpty());
  }

  /// Whom it has heard of on the way is not kept: with its last walk a node takes half as much
  /// again.
  @Test
  void a_node_that_has_joined_keeps_little_besides_its_table() {
    MainlineWorld net = MainlineWorld.of("JoiningTest#a_node_that*", Link.standard()).grow(100);
    long before = Heap.used();
    net.grow(600).run(Duration.ofMinutes(5));

    long each = (Heap.used() - before) / 500;

    System.out.println(each + " bytes a node more");
    assertThat(net.size()).isEqualTo(600);
    assertThat(each).isBetween(1_000L, 20_000L);
  }

  @Test
  void lookups_cost_what_they_should() {
    MainlineWorld net = MainlineWorld.of(COSTS, Link.standard());

    costWhatTheyShould(net, 1_000, 11.0, 2.7);
  }

  /// Ten thousand nodes join by themselves. Their packets are handed over as they are, which spares
  /// a fifth of the time.
  @Test
  void lookups_cost_what_they_should_in_a_large_network() {
    MainlineWorld net = MainlineWorld.handingOver(COSTS, Link.standard(), Seed.current());

    costWhatTheyShould(net, 10_000, 12.7, 3.4);
  }

  /// The scale table for k = 8, alpha = 3: messages within a tenth, depth within 0.3.
  private static void costWhatTheyShould(
      MainlineWorld net, int nodes, double messages, double depth) {
    net.with(options -> options.alpha(3)).grow(nodes);

    Probe probe = new Probe(net, K).run(500);

    System.out.println(nodes + " nodes: " + probe + "; " + net.world().tally());
    assertThat(probe.exact()).isEqualTo(1);
    assertThat(probe.messages()).isBetween(K * 1.0, messages * 1.1);
    assertThat(probe.depth()).isBetween(1.0, depth + 0.3);
  }
}
