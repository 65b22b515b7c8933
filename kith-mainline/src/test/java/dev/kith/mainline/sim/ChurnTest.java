package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.sim.churn.Population;
import dev.kith.sim.churn.Sessions;
import dev.kith.sim.link.Link;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Networks in which nodes come and go all the time, without notice: who is found, who knows whom,
/// what is kept and what it costs.
///
/// Eight nodes stay: through them the newborn join, and they put the values and put them again each
/// hour. In normal builds there are fewer nodes, for two hours; soaks have up to 10,000 for a day.
class ChurnTest {
  private static final int K = 8;

  /// The bars of one session model; shares from 0 to 1.
  private record Bars(
      double closest, double knowing, double staleInFull, double staleInDeep, double bytes) {}

  private static final Bars CALM = new Bars(0.999, 0.96, 0.04, 0.15, 200);
  private static final Bars ROUGH = new Bars(0.99, 0.90, 0.15, 0.30, 500);

  @Test
  void a_network_of_measured_sessions_finds_all_and_loses_nothing() {
    Churn churn = new Churn("a_network_of_measured*", Sessions.A, 1_000, K, 7).live(2);

    churn.holds(CALM);
    assertThat(churn.values.lost()).isZero();
  }

  @Test
  void a_network_whose_nodes_stay_ten_minutes_still_finds_the_nearest() {
    Churn churn = new Churn("a_network_whose*", Sessions.C, 1_000, K, 7).live(2);

    churn.holds(ROUGH);
  }

  /// The small form of the last test below. Smaller networks cost less, so the bar is lower;
  /// without pauses between the walks of a newcomer this one costs 839 bytes.
  @Test
  void a_node_that_stays_a_minute_and_a_half_does_not_work_as_if_it_stayed_for_hours() {
    Churn churn = new Churn("a_node_that_stays*", Sessions.D, 150, K, 7).live(1);

    assertThat(churn.lookups.closestFound()).isGreaterThanOrEqualTo(0.95);
    assertThat(churn.traffic.bytesPerSecond()).isLessThanOrEqualTo(750);
  }

  @Test
  void nodes_with_buckets_of_twenty_know_eighteen_of_their_nearest() {
    Churn churn = new Churn("nodes_with_buckets*", Sessions.A, 200, 20, 18).live(1);

    churn.holds(CALM);
  }

  @Test
  @Tag("soak") // half an hour
  void a_large_network_of_measured_sessions_finds_all_and_loses_nothing() {
    Churn churn = new Churn("a_large_network_of*", Sessions.A, 10_000, K, 7).live(24);

    churn.holds(CALM);
    assertThat(churn.values.lost()).isZero();
  }

  @Test
  @Tag("soak") // half an hour
  void a_network_whose_nodes_stay_ten_minutes_still_finds_the_nearest_after_a_day() {
    Churn churn = new Churn("a_network_whose*day", Sessions.C, 1_000, K, 7).live(24);

    churn.holds(ROUGH);
  }

  @Test
  @Tag("soak") // hours: 42,000 nodes are born in each hour of the day
  void a_large_network_whose_nodes_stay_ten_minutes_still_finds_the_nearest() {
    Churn churn = new Churn("a_large_network_whose*", Sessions.C, 10_000, K, 7).live(24);

    churn.holds(ROUGH);
  }

  /// Of the tables there is only a report; the bars are what is asked for.
  @Test
  @Tag("soak") // a minute
  void a_network_whose_nodes_stay_a_minute_and_a_half_hardly_suffers() {
    Churn churn = new Churn("a_network_whose_nodes_stay_a*", Sessions.D, 1_000, K, 7).live(2);

    assertThat(churn.lookups.closestFound()).isGreaterThanOrEqualTo(0.95);
    assertThat(churn.traffic.bytesPerSecond()).isLessThanOrEqualTo(900);
  }

  /// One such network, and what was measured in it.
  private static final class Churn {
    final MainlineWorld net;
    final Sessions sessions;
    final int nodes;
    final Keepsakes values;
    final Probe lookups;
    final Census tables;
    final Traffic traffic;

    Churn(String scenario, Sessions sessions, int nodes, int k, int enough) {
      this.net =
          MainlineWorld.of("ChurnTest#" + scenario, Link.standard())
              .with(options -> options.k(k).answerContacts(Math.min(16, k)).mostItems(10_000))
              .grow(nodes);
      this.sessions = sessions;
      this.nodes = nodes;
      this.values = new Keepsakes(net);
      this.lookups = new Probe(net, k);
      this.tables = new Census(net, k, enough);
      this.traffic = new Traffic(net);
    }

    /// In each hour the first quarter, in which the values are put again, does not count as
    /// maintenance. Values are sought when it is longest ago that they were.
    Churn live(int hours) {
      System.out.printf("%d nodes, sessions %s%n", nodes, sessions);
      values.put(nodes);
      Population<Resident> population = net.churn(sessions);
      long began = net.world().now();
      for (int hour = 0; hour < hours; hour++) {
        net.run(Duration.ofMinutes(15));
        for (int i = 0; i < 4; i++) {
          traffic.during(() -> net.run(Duration.ofMinutes(10)));
          lookups.run(Math.min(nodes, 1_000) / 2);
          tables.take();
        }
        values.seek(Math.exp(-55.0 / sessions.mean().toMinutes()));
        System.out.printf(
            "hour %d: %d births; %s; %s; %s; %s%n",
            hour + 1, population.births(), lookups, tables, values, traffic);
        net.run(Duration.ofHours(hour + 1).minusNanos(net.world().now() - began));
      }
      return this;
    }

    void holds(Bars bars) {
      assertThat(lookups.closestFound()).isGreaterThanOrEqualTo(bars.closest);
      assertThat(tables.knowing()).isGreaterThanOrEqualTo(bars.knowing);
      assertThat(tables.staleInFull()).isLessThanOrEqualTo(bars.staleInFull);
      assertThat(tables.staleInDeep()).isLessThanOrEqualTo(bars.staleInDeep);
      assertThat(traffic.bytesPerSecond()).isLessThanOrEqualTo(bars.bytes);
    }
  }
}
