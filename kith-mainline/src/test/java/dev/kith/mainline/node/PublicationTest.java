package dev.kith.mainline.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.StoreReport;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PublicationTest {
  private final World world = World.seeded(7);

  @Test
  void a_put_whose_queries_cannot_be_made_fails() {
    SimHost first = world.host();
    MainlineNode holder =
        started(first, MainlineOptions.builder().listen(first.endpoint(6881)).build());
    SimHost second = world.host();
    MainlineNode node =
        started(
            second,
            MainlineOptions.builder()
                .listen(second.endpoint(6881))
                .bootstrap(first.endpoint(6881))
                .build());
    world.run(Duration.ofMinutes(1));
    CompletableFuture<StoreReport> report = new CompletableFuture<>();

    node.put(
        NodeId.hex("ab".repeat(20)),
        Bytes.EMPTY,
        Bytes.EMPTY,
        newest -> null, // an item that no query can carry
        OptionalLong.empty(),
        report);
    world.run(Duration.ofMinutes(1));

    assertThat(report).isCompletedExceptionally();
    node.close();
    holder.close();
  }

  private MainlineNode started(SimHost host, MainlineOptions options) {
    MainlineNode node = new MainlineNode(host.loop(), options);
    CompletableFuture<Void> bound = new CompletableFuture<>();
    node.start(bound);
    world.await(bound);
    return node;
  }
}
