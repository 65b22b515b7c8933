package dev.kith.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import dev.kith.sim.SimHost;
import dev.kith.sim.World;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final Duration LENGTH = Duration.ofMinutes(30);

  @Test
  void the_same_seed_draws_the_same_plan_and_others_draw_others() {
    FaultPlan plan = FaultPlan.draw(7, FaultRanges.usual(LENGTH), 50);

    assertThat(plan).isEqualTo(FaultPlan.draw(7, FaultRanges.usual(LENGTH), 50));
    assertThat(plan.toString()).startsWith("faults seed=7 duration=PT30M loss=");
    assertThat(plan.asMap()).containsEntry("seed", 7L).containsEntry("durationSeconds", 1_800L);
    assertThat(plan).isNotEqualTo(FaultPlan.draw(8, FaultRanges.usual(LENGTH), 50));
  }

  @Test
  void plans_stay_in_their_ranges_and_use_all_of_them() {
    Set<Class<?>> kinds = new LinkedHashSet<>();
    double mostLoss = 0;
    for (int seed = 0; seed < 200; seed++) {
      FaultPlan plan = FaultPlan.draw(seed, FaultRanges.usual(LENGTH), 20);
      assertThat(plan.loss()).isBetween(0.0, 0.3);
      assertThat(plan.duplication()).isBetween(0.0, 0.5);
      assertThat(plan.readFailures()).isBetween(0.0, 0.1);
      assertThat(plan.strikes()).isSortedAccordingTo(Comparator.comparing(Fault::at));
      for (Fault fault : plan.strikes()) {
        assertThat(fault.at()).isBetween(Duration.ZERO, LENGTH);
        kinds.add(fault.getClass());
      }
      mostLoss = Math.max(mostLoss, plan.loss());
    }

    assertThat(kinds).hasSize(5);
    assertThat(mostLoss).isGreaterThan(0.28);
    assertThat(FaultPlan.draw(1, FaultRanges.usual(LENGTH).withoutStrikes(), 20).strikes())
        .isEmpty();
  }

  @Test
  void when_the_plan_is_over_everything_is_as_it_was() {
    for (int seed = 0; seed < 50; seed++) {
      World world = World.builder().seed(seed).build();
      List<SimHost> hosts = new ArrayList<>();
      int[] starts = {0};
      for (int i = 0; i < 10; i++) {
        SimHost host = world.host();
        host.start(up -> starts[0]++);
        hosts.add(host);
      }
      FaultPlan plan = FaultPlan.draw(seed, FaultRanges.usual(LENGTH), 10);

      plan.start(world);
      assertThat(world.link()).isNotSameAs(Link.standard());
      world.run(plan.duration());

      assertThat(world.link()).isSameAs(Link.standard());
      assertThat(hosts).allMatch(SimHost::isUp);
      long crashes = plan.strikes().stream().filter(f -> f instanceof Fault.Crash).count();
      assertThat((long) starts[0]).isBetween(10 + Math.min(1, crashes), 10 + crashes);
      List<String> written = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Disk.Callback<Void> note =
            Disk.Callback.of(done -> written.add("done"), failed -> written.add("failed"));
        hosts.get(0).loop().disk().write("file", Bytes.EMPTY, note);
      }
      world.run(Duration.ofSeconds(90));
      assertThat(written).hasSize(100).containsOnly("done");
    }
  }
}
