package dev.kith.mainline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.sim.Tally;
import dev.kith.sim.link.Link;
import dev.kith.testkit.Seed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How fast worlds of production nodes run, on one thread, in processor time, so that what else the
/// machine does counts for little. The second round is the one that counts: the first warms up.
@Tag("soak") // half a minute, and it measures: not for a machine that is busy
class SpeedTest {
  private static final long LEAST_EVENTS_PER_SECOND = 250_000;

  @Test
  void a_hundred_nodes_live_a_thousand_times_faster_than_life() {
    idle(100);

    Speed speed = idle(100);

    System.out.println("100 nodes keeping house: " + speed);
    assertThat(speed.timesLife()).isGreaterThan(1_000);
    assertThat(speed.eventsPerSecond()).isGreaterThan(LEAST_EVENTS_PER_SECOND);
  }

  @Test
  void lookups_with_full_codecs() {
    searching(100, false);

    Speed hundred = searching(100, false);
    Speed thousand = searching(1_000, false);

    System.out.println("100 nodes searching: " + hundred + "; 1000: " + thousand);
    assertThat(hundred.eventsPerSecond()).isGreaterThan(LEAST_EVENTS_PER_SECOND);
  }

  @Test
  void lookups_with_packets_handed_over() {
    searching(100, true);

    Speed hundred = searching(100, true);
    Speed thousand = searching(1_000, true);

    System.out.println("100 nodes searching, not encoded: " + hundred + "; 1000: " + thousand);
    assertThat(hundred.eventsPerSecond()).isGreaterThan(LEAST_EVENTS_PER_SECOND);
  }

  private static Speed idle(int nodes) {
    MainlineWorld net = grown(nodes, false);
    Stopwatch watch = new Stopwatch(net);
    net.run(Duration.ofHours(2));
    return watch.stop();
  }

  private static Speed searching(int nodes, boolean handedOver) {
    MainlineWorld net = grown(nodes, handedOver);
    net.run(Duration.ofMinutes(20));
    Stopwatch watch = new Stopwatch(net);
    Searchers searchers = new Searchers(net, 30_000);
    searchers.begin(nodes / 10);
    net.world().runUntil(searchers::areDone, Duration.ofDays(1));
    assertThat(searchers.areDone()).isTrue();
    return watch.stop();
  }

  private static MainlineWorld grown(int nodes, boolean handedOver) {
    String scenario = "SpeedTest -Psoak";
    MainlineWorld net =
        handedOver
            ? MainlineWorld.handingOver(scenario, Link.standard(), Seed.current())
            : MainlineWorld.of(scenario, Link.standard());
    return net.grow(nodes);
  }

  /// So many lookups, a few at a time, by random nodes for random targets.
  private static final class Searchers {
    private final MainlineWorld net;
    private int left;
    private int running;

    Searchers(MainlineWorld net, int lookups) {
      this.net = net;
      this.left = lookups;
    }

    void begin(int atOnce) {
      for (int i = 0; i < atOnce; i++) {
        next();
      }
    }

    private void next() {
      if (left == 0) {
        return;
      }
      left--;
      running++;
      var _ =
          net.any()
              .node()
              .findNodes(net.target())
              .thenAccept(
                  found -> {
                    running--;
                    next();
                  });
    }

    boolean areDone() {
      return left == 0 && running == 0;
    }
  }

  /// What a world did in how much processor time.
  private static final class Stopwatch {
    private final MainlineWorld net;
    private final long cpu = cpuNanos();
    private final long events;
    private final long virtual;

    Stopwatch(MainlineWorld net) {
      this.net = net;
      this.events = net.world().tally().events();
      this.virtual = net.world().now();
    }

    Speed stop() {
      Tally tally = net.world().tally();
      return new Speed(
          tally.events() - events, net.world().now() - virtual, (cpuNanos() - cpu) / 1e9);
    }

    private static long cpuNanos() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }

  private record Speed(long events, long virtualNanos, double cpuSeconds) {
    double eventsPerSecond() {
      return events / cpuSeconds;
    }

    double timesLife() {
      return virtualNanos / 1e9 / cpuSeconds;
    }

    @Override
    public String toString() {
      return "%,d events in %.2f s, %,.0f a second, %,.0f times real time"
          .formatted(events, cpuSeconds, eventsPerSecond(), timesLife());
    }
  }
}
