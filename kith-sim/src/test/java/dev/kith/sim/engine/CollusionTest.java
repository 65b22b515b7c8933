package dev.kith.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.sim.SplitMix;
import dev.kith.sim.World;
import dev.kith.sim.check.Oracle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A fraction of all nodes, with random ids, conspires: asked for the nodes nearest to a target
/// they name only the nearest of themselves. How often a lookup still finds the nearest of the
/// others.
class CollusionTest {
  private static final int NODES = 100_000;
  private static final int K = 20;
  private static final int ALPHA = 3;
  private static final int LOOKUPS = 1_000;

  @Test
  void four_disjoint_paths_find_the_nearest_honest_node_among_colluders() {
    World world = World.builder().seed(1).scenario("collusion").handOver().build();
    EngineWorld engine = EngineWorld.ideal(world, ScaleStudy.options(K, ALPHA), NODES);

    Conspiracy third = new Conspiracy(engine, 0.3);
    assertThat(third.foundBy(1)).isBetween(0.78, 0.92);
    assertThat(third.foundBy(4)).isGreaterThanOrEqualTo(0.999);

    Conspiracy half = new Conspiracy(engine, 0.5);
    assertThat(half.foundBy(1)).isBetween(0.43, 0.60);
    assertThat(half.foundBy(4)).isGreaterThanOrEqualTo(0.99);
  }

  /// Those who conspire, and the others. A larger one replaces a smaller one.
  private static final class Conspiracy {
    private final EngineWorld engine;
    private final double fraction;
    private final Oracle<EngineNode> members;
    private final Oracle<EngineNode> honest;

    Conspiracy(EngineWorld engine, double fraction) {
      this.engine = engine;
      this.fraction = fraction;
      SplitMix random = new SplitMix(engine.world().seed());
      List<EngineNode> joined = new ArrayList<>();
      List<EngineNode> others = new ArrayList<>();
      for (int i = 0; i < engine.oracle().size(); i++) {
        EngineNode node = engine.oracle().member(i);
        (random.nextDouble() < fraction ? joined : others).add(node);
      }
      members = Oracle.of(joined.stream().map(EngineNode::id).toList(), joined);
      honest = Oracle.of(others.stream().map(EngineNode::id).toList(), others);
      joined.forEach(node -> node.lie(this::nearestMembers));
    }

    private List<Contact> nearestMembers(NodeId target) {
      List<Contact> nearest = new ArrayList<>(K);
      for (int position : members.closestPositions(target, K)) {
        nearest.add(members.member(position).contact());
      }
      return nearest;
    }

    /// The share of lookups that find the nearest honest node along so many paths.
    double foundBy(int paths) {
      LookupOptions how = LookupOptions.of(K, ALPHA).withDisjointPaths(paths);
      SplitMix random = new SplitMix(engine.world().seed() + paths);
      int found = 0;
      int requests = 0;
      for (int i = 0; i < LOOKUPS; i++) {
        EngineNode searcher = honest.member(random.nextInt(honest.size()));
        NodeId target = engine.target();
        EngineResult result = engine.world().await(searcher.lookup(target, how));
        NodeId nearest = nearestHonest(target, searcher);
        found += result.nearest().stream().anyMatch(one -> one.id().equals(nearest)) ? 1 : 0;
        requests += result.requests();
      }
      System.out.printf(
          "%d nodes, k = %d, %.0f %% collude, disjoint paths: %d: nearest honest node found %.1f"
              + " %%, %.1f messages (%s)%n",
          engine.oracle().size(),
          K,
          100 * fraction,
          paths,
          100.0 * found / LOOKUPS,
          (double) requests / LOOKUPS,
          engine.world());
      return (double) found / LOOKUPS;
    }

    private NodeId nearestHonest(NodeId target, EngineNode searcher) {
      List<NodeId> nearest = honest.closest(target, 2);
      return nearest.getFirst().equals(searcher.id()) ? nearest.getLast() : nearest.getFirst();
    }
  }
}
