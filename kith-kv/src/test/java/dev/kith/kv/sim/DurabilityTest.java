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

  @Test
  void values_outlive_their_holders_and_publishers() {
    hold(new Scale(100, 500, Duration.ofHours(4), false), "values_outlive*");
  }

  @Test
  @Tag("soak")
  void a_thousand_nodes_keep_ten_thousand_values_for_four_hours() {
    hold(new Scale(1_000, 10_000, Duration.ofHours(4), false), "a_thousand*");
  }

  @Test
  @Tag("soak")
  void a_thousand_nodes_keep_ten_thousand_values_for_a_day_while_their_publishers_stay() {
    hold(new Scale(1_000, 10_000, Duration.ofHours(24), true), "a_thousand*publishers*");
  }

  /// @param nodes how many at any time
  /// @param values set at the start
  /// @param duration of the churn
  /// @param publishersStay whether the nodes that set the values never leave
  private record Scale(int nodes, int values, Duration duration, boolean publishersStay) {}

  private static void hold(Scale scale, String scenario) {
    KvWorld net = KvWorld.of("DurabilityTest#" + scenario).grow(scale.nodes());
    List<Resident> publishers = net.some(Math.max(10, scale.nodes() / 10));
    List<NodeId> keys = publish(net, publishers, scale.values());
    long before = sent(net);

    List<Resident> churning = net.all();
    if (scale.publishersStay()) {
      churning.removeAll(publishers);
    }
    Departed departed = new Departed();
    Population<Resident> population =
        Population.of(
            net.world(),
            Sessions.exponential("median 1 h", HALF_LIFE),
            churning,
            new Life(net, departed));
    net.world().run(scale.duration());

    long stores = sent(net) + departed.stores - before;
    int alive = readAll(net, keys);
    double rounds = (double) stores / scale.values() / scale.duration().toHours() / 20;
    System.out.printf(
        "%s: %d of %d values alive after %d departures; %.2f times k stores a value and hour%n",
        scale, alive, keys.size(), population.deaths(), rounds);
    assertThat(alive).isGreaterThanOrEqualTo((int) Math.ceil(0.9999 * keys.size()));
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
      net.world().run(Duration.ofSeconds(5)); // a node takes two stores a second from one address
    }
    return keys;
  }

  private static long sent(KvWorld net) {
    return net.all().stream().mapToLong(each -> each.sent("store")).sum();
  }

  private static int readAll(KvWorld net, List<NodeId> keys) {
    int alive = 0;
    Times times = new Times();
    for (NodeId key : keys) {
      long began = net.world().now();
      boolean found = net.world().await(net.any().node().getDigest(key)).value().isPresent();
      times.add(net.world().now() - began);
      alive += found ? 1 : 0;
    }
    System.out.println("gets: " + times);
    return alive;
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
      net.forget(resident);
    }
  }
}
