package dev.kith.kv.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.id.NodeId;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.churn.Population;
import dev.kith.sim.churn.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nodes come and go, half of them within an hour, and every holder republishes hourly. Bar: 99.99
/// % of the values alive, with and without those that set them.
final class DurabilityTest {
  private static final Duration HALF_LIFE = Duration.ofHours(1);
  private static final int K = 20;
  private static final int HEADERS = 28; // IPv4 and UDP
  private static final int READ_AT_ONCE = 100;

  @Test
  void a_thousand_nodes_keep_ten_thousand_values_for_four_hours() {
    hold(new Scale(1_000, 10_000, Duration.ofHours(4), 50), "a_thousand*four_hours");
  }

  @Test
  @Tag("soak") // a quarter of an hour
  void a_thousand_nodes_keep_ten_thousand_values_for_a_day_while_their_publishers_stay() {
    hold(new Scale(1_000, 10_000, Duration.ofHours(24), 100), "a_thousand*stay");
  }

  @Test
  @Tag("soak") // a quarter of an hour
  void a_thousand_nodes_keep_ten_thousand_values_for_a_day_though_their_publishers_leave() {
    hold(new Scale(1_000, 10_000, Duration.ofHours(24), 0), "a_thousand*leave");
  }

  /// @param nodes how many at any time
  /// @param values set at the start
  /// @param duration of the churn
  /// @param staying how many of a hundred publishers never leave; the others come and go like all
  private record Scale(int nodes, int values, Duration duration, int staying) {}

  private static void hold(Scale scale, String scenario) {
    KvWorld net = KvWorld.of("DurabilityTest#" + scenario).grow(scale.nodes());
    List<Resident> publishers = net.some(Math.max(10, scale.nodes() / 10));
    List<NodeId> keys = publish(net, publishers, scale.values());

    List<Resident> staying = publishers.subList(0, publishers.size() * scale.staying() / 100);
    List<Resident> churning = net.all();
    churning.removeAll(staying);
    Departed departed = new Departed();
    Population<Resident> population =
        Population.of(
            net.world(),
            Sessions.exponential("median 1 h", HALF_LIFE),
            churning,
            new Life(net, departed));
    long stores = -stores(net);
    long bytes = -bytes(net.world());
    net.world().run(scale.duration());
    stores += stores(net) + departed.stores;
    bytes += bytes(net.world());
    population.end(); // or a reader might leave and never tell what it found

    List<NodeId> kept = new ArrayList<>();
    List<NodeId> left = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      (i % publishers.size() < staying.size() ? kept : left).add(keys.get(i));
    }
    int lostOfKept = kept.size() - readAll(net, kept);
    int lostOfLeft = left.size() - readAll(net, left);
    double hours = scale.duration().toHours();
    double rounds = stores / hours / scale.values() / K;
    System.out.printf(
        "%s: lost %d of %d values whose publishers stayed and %d of %d others, after %d departures;"
            + " %.2f times k stores a value and hour;"
            + " %.0f bytes a second and node, both ways, headers included%n",
        scale,
        lostOfKept,
        kept.size(),
        lostOfLeft,
        left.size(),
        population.deaths(),
        rounds,
        2 * bytes / hours / 3_600 / scale.nodes());
    assertThat(lostOfKept).isLessThanOrEqualTo(kept.size() / 10_000);
    assertThat(lostOfLeft).isLessThanOrEqualTo(left.size() / 10_000);
    assertThat(rounds).isLessThan(2.5);
  }

  private static List<NodeId> publish(KvWorld net, List<Resident> publishers, int values) {
    List<NodeId> keys = new ArrayList<>();
    while (keys.size() < values) {
      List<CompletableFuture<SetReport>> running = new ArrayList<>();
      for (Resident publisher : publishers) {
        NodeId key = net.target();
        keys.add(key);
        running.add(publisher.node().setDigest(key, new MsgValue.Str(key.toHex())));
      }
      net.world().await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
      // A node takes two stores a second from one address.
      net.world().run(Duration.ofMillis(500L * Math.max(1, 10 * K / net.size())));
    }
    return keys;
  }

  private static long stores(KvWorld net) {
    return net.all().stream().mapToLong(each -> each.sent("store")).sum();
  }

  private static long bytes(World world) {
    return world.tally().bytes() + HEADERS * world.tally().sent();
  }

  private static int readAll(KvWorld net, List<NodeId> keys) {
    int[] alive = {0};
    Times times = new Times();
    for (int from = 0; from < keys.size(); from += READ_AT_ONCE) {
      long began = net.world().now();
      List<CompletableFuture<?>> running = new ArrayList<>();
      for (NodeId key : keys.subList(from, Math.min(from + READ_AT_ONCE, keys.size()))) {
        running.add(
            net.any()
                .node()
                .getDigest(key)
                .thenAccept(
                    found -> {
                      times.add(net.world().now() - began);
                      alive[0] += found.value().isPresent() ? 1 : 0;
                    }));
      }
      net.world().await(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)));
    }
    System.out.println("gets: " + times);
    return alive[0];
  }

  /// What nodes that are gone had sent.
  private static final class Departed {
    private long stores;
  }

  /// @param net where they live
  /// @param departed the books of those that left
  private record Life(KvWorld net, Departed departed) implements Population.Life<Resident> {
    @Override
    public Resident born(World world) {
      return net.add();
    }

    @Override
    public SimHost hostOf(Resident resident) {
      return resident.host();
    }

    @Override
    public void left(Resident resident) {
      departed.stores += resident.sent("store");
      net.left(resident);
    }
  }
}
