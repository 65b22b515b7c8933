package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Found;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A network loses nodes without notice. The library, in the same case, found 31 of 60 keys, half
/// of them after 5 s and more.
final class SurvivalTest {
  private static final int NODES = 60;
  private static final int K = 5;
  private static final int KILLED = 18;
  private static final int SEEDS = 20;

  @Test
  void every_key_with_a_living_holder_is_found_soon_after_a_third_of_the_nodes_died() {
    Times times = new Times();
    int lost = 0;
    for (int i = 0; i < SEEDS; i++) {
      KvWorld net =
          KvWorld.of("SurvivalTest#every_key*", Seed.current() + i)
              .with(options -> options.ksize(K))
              .grow(NODES);
      List<NodeId> keys = publish(net);

      net.some(KILLED).forEach(net::kill);
      Resident survivor = net.any();
      lost += readAll(net, survivor, keys, times);
    }

    System.out.printf(
        "%d keys in %d networks: %d without a holder, %s%n", times.count(), SEEDS, lost, times);
    assertThat(times.seconds(0.95)).isLessThan(1.5);
  }

  private static List<NodeId> publish(KvWorld net) {
    List<NodeId> keys = new ArrayList<>();
    for (Resident publisher : net.all()) {
      NodeId key = net.target();
      keys.add(key);
      SetReport report =
          net.world().await(publisher.node().setDigest(key, new MsgValue.Str(key.toHex())));
      assertThat(report.stored()).isEqualTo(K);
    }
    return keys;
  }

  /// Reads all keys from one node; returns how many nobody living held.
  private static int readAll(KvWorld net, Resident reader, List<NodeId> keys, Times times) {
    int lost = 0;
    for (NodeId key : keys) {
      boolean held = isHeld(net, key);
      long began = net.world().now();
      Found found = net.world().await(reader.node().getDigest(key));
      times.add(net.world().now() - began);
      lost += held ? 0 : 1;
      assertThat(found.value().isPresent()).as("%s, held: %s", key, held).isEqualTo(held);
    }
    return lost;
  }

  private static boolean isHeld(KvWorld net, NodeId key) {
    return net.all().stream().anyMatch(each -> each.holds(key));
  }

  @Test
  void one_dead_contact_costs_a_lookup_less_than_half_a_second() {
    KvWorld net =
        KvWorld.of("SurvivalTest#one_dead*").with(options -> options.ksize(K)).grow(NODES);
    Times whole = new Times();
    Times hurt = new Times();
    for (int i = 0; i < 20; i++) {
      Resident reader = net.any();
      NodeId key = net.target();
      Resident nearest = net.resident(net.nearest(key, 1, reader).getFirst());

      whole.add(lookUp(net, reader, key));
      net.kill(nearest);
      hurt.add(lookUp(net, reader, key));
    }

    System.out.printf("with all alive: %s; with the nearest dead: %s%n", whole, hurt);
    assertThat(hurt.seconds(0.5) - whole.seconds(0.5)).isLessThan(0.5);
  }

  private static long lookUp(KvWorld net, Resident reader, NodeId target) {
    long began = net.world().now();
    var _ = net.world().await(reader.node().findNodes(target));
    return net.world().now() - began;
  }

  @Test
  void without_faults_a_lookup_finds_exactly_the_k_nearest() {
    KvWorld net = KvWorld.of("SurvivalTest#without_faults*").grow(200);
    List<CompletableFuture<?>> running = new ArrayList<>();
    int[] exact = {0};
    for (int i = 0; i < 400; i++) {
      Resident searcher = net.any();
      NodeId target = i % 10 == 0 ? net.any().id() : net.target();
      List<NodeId> expected = net.nearest(target, 20, searcher);
      running.add(
          searcher
              .node()
              .findNodes(target)
              .thenAccept(
                  found -> {
                    List<NodeId> ids = found.contacts().stream().map(Contact::id).toList();
                    exact[0] += ids.equals(expected) ? 1 : 0;
                  }));
    }
    net.world().await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));

    assertThat(exact[0]).isEqualTo(400);
  }
}
