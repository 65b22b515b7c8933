package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.sim.World;
import org.junit.jupiter.api.Test;

/// The option of going along several paths, in a simulated world.
class DisjointPathsTest {
  private static final NodeId TARGET = NodeId.hex("a1".repeat(20));

  @Test
  void a_node_told_to_use_four_paths_asks_more_nodes_and_finds_the_same() {
    SimulatedNetwork network = new SimulatedNetwork(World.seeded(11), 80);
    Mainline plain = network.add(network.world.host(), options -> options);
    Mainline careful = network.add(network.world.host(), options -> options.disjointPaths(4));

    FoundNodes along1 = network.world.await(plain.findNodes(TARGET));
    FoundNodes along4 = network.world.await(careful.findNodes(TARGET));

    assertThat(along4.nearest()).isEqualTo(along1.nearest());
    assertThat(along4.counts().asked()).isGreaterThanOrEqualTo(2 * along1.counts().asked());
  }
}
