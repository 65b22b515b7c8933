package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.mainline.NodeStatus;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.sim.World;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What nodes believe the size of their network to be: it decides how far a put and an announce
/// reach.
class NetworkSizeTest {
  private static final int NODES = 400;
  private static final int NEWCOMERS = 50;
  private static final int PUTS = 200;

  /// A node that relies on its estimate says that its standard deviation is below a fifth. Sets of
  /// nodes that overlap would make it believe so when it is twice that; and one made while the
  /// network was small would be wrong for ever.
  @Test
  void an_estimate_that_is_relied_on_is_as_good_as_it_claims() {
    MainlineWorld net = MainlineWorld.of("NetworkSizeTest", Link.standard()).grow(NODES);

    net.run(Duration.ofHours(2));
    List<Double> old = beliefs(net.world(), net.all());
    List<Resident> newcomers = Stream.generate(net::add).limit(NEWCOMERS).toList();
    net.run(Duration.ofMinutes(2));
    List<Double> young = beliefs(net.world(), newcomers);

    System.out.printf(
        "after 2 h %d believe something, off by %.3f; after 2 min %d of %d, off by %.3f%n",
        old.size(), offBy(old, NODES), young.size(), NEWCOMERS, offBy(young, NODES + NEWCOMERS));
    assertThat(old).hasSize(NODES);
    assertThat(offBy(old, NODES)).isLessThan(0.2);
    assertThat(young).hasSizeGreaterThan(NEWCOMERS / 4);
    assertThat(offBy(young, NODES + NEWCOMERS)).isLessThan(0.25);
  }

  /// The eighth nearest is as often nearer than expected as farther; if nearer, those between the
  /// two store as well. So a little over nine on average, with a true estimate.
  @Test
  void a_put_reaches_hardly_more_nodes_than_it_must() {
    MainlineWorld net = MainlineWorld.of("NetworkSizeTest", Link.standard()).grow(NODES);
    net.run(Duration.ofHours(2));

    double acknowledged = 0;
    for (int i = 0; i < PUTS; i++) {
      ImmutableItem item = ImmutableItem.of(BString.of("value " + i));
      acknowledged += net.world().await(net.any().node().put(item)).acknowledged();
    }

    System.out.println(acknowledged / PUTS + " nodes a put");
    assertThat(acknowledged / PUTS).isBetween(8.0, 10.0);
  }

  private static List<Double> beliefs(World world, List<Resident> nodes) {
    return nodes.stream()
        .map(each -> world.await(each.node().status()).homes().getFirst())
        .map(NodeStatus.Home::networkSize)
        .filter(size -> size > 0)
        .toList();
  }

  /// The root of the mean square of how far they are off, as parts of what they should be: of the
  /// spacing of nodes, of which the size is the inverse.
  private static double offBy(List<Double> sizes, int nodes) {
    return Math.sqrt(
        sizes.stream().mapToDouble(size -> Math.pow(nodes / size - 1, 2)).average().orElse(0));
  }
}
