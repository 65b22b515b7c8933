package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BInteger;
import dev.kith.mainline.crypto.SigningKey;
import dev.kith.mainline.item.MutableItem;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network that falls apart into halves for an hour: longer than anyone keeps contacts that do
/// not answer.
class PartitionTest {
  private static final int K = 8;
  private static final SigningKey KEY = SigningKey.of(Bytes.hex("09".repeat(32)));

  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void halves_work_for_themselves_and_grow_together_again_within_two_refreshes(int nodes) {
    MainlineWorld net =
        MainlineWorld.of("PartitionTest#halves_work*", Link.standard())
            .with(options -> options.republish(false))
            .grow(nodes);
    net.run(Duration.ofMinutes(5));
    net.world().await(net.any().node().put(item(1)));

    net.world().part(host -> host.index() % 2);
    net.run(Duration.ofHours(1));
    double alone = shareFindingTheirSidesNearest(net);
    net.world().await(onSide(net, 1).getFirst().node().put(item(2)));
    net.world().heal();
    net.run(Duration.ofMinutes(30));
    Probe whole = new Probe(net, K).run(nodes);

    System.out.printf("%d nodes, in halves: closest %.2f; whole again: %s%n", nodes, alone, whole);
    assertThat(alone).isGreaterThanOrEqualTo(0.99);
    assertThat(whole.closestFound()).isEqualTo(1);
    assertThat(whole.exact()).isGreaterThanOrEqualTo(0.99);
    assertThat(net.all())
        .allSatisfy(
            reader ->
                assertThat(
                        net.world().await(reader.node().get(KEY.publicKey(), Bytes.EMPTY)).item())
                    .contains(item(2)));
  }

  private static MutableItem item(long seq) {
    return MutableItem.sign(KEY, Bytes.EMPTY, seq, new BInteger(seq));
  }

  private static List<Resident> onSide(MainlineWorld net, int side) {
    return net.all().stream().filter(each -> each.host().index() % 2 == side).toList();
  }

  private static double shareFindingTheirSidesNearest(MainlineWorld net) {
    int right = 0;
    int walks = 0;
    for (int side = 0; side < 2; side++) {
      List<Resident> here = onSide(net, side);
      for (Resident searcher : here) {
        NodeId target = net.target();
        var found = searcher.node().findNodes(target);
        net.world().await(CompletableFuture.allOf(found));
        NodeId nearest =
            here.stream()
                .map(Resident::id)
                .filter(id -> !id.equals(searcher.id()))
                .min(target::compareDistance)
                .orElseThrow();
        walks++;
        right += found.resultNow().nearest().getFirst().id().equals(nearest) ? 1 : 0;
      }
    }
    return (double) right / walks;
  }
}
