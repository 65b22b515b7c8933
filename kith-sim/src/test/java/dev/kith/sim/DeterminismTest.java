package dev.kith.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  @Test
  void the_same_seed_gives_the_same_run_and_another_seed_another_one() {
    assertThat(gossip(1, 20)).isEqualTo(gossip(1, 20));
    assertThat(gossip(1, 20)).isNotEqualTo(gossip(2, 20));
  }

  @Test
  void the_fingerprint_of_a_known_run_does_not_change_from_day_to_day() {
    assertThat(gossip(1, 20)).isEqualTo(3924193799964849883L);
  }

  @Test
  void a_single_byte_more_changes_the_fingerprint() {
    assertThat(hello("hello")).isEqualTo(hello("hello")).isNotEqualTo(hello("hallo"));
  }

  @Test
  void adding_a_host_does_not_disturb_what_the_others_draw() {
    World small = World.seeded(9);
    World large = World.seeded(9);
    SimHost inSmall = small.host();
    SimHost inLarge = large.host();
    large.host().loop().random().nextLong();

    assertThat(inSmall.loop().random().nextLong()).isEqualTo(inLarge.loop().random().nextLong());
    assertThat(inSmall.loop().now()).isEqualTo(inLarge.loop().now());
  }

  private static long hello(String word) {
    World world = World.seeded(1);
    SimHost host = world.host();
    new Talker(host);
    new Talker(world.host()).say(host.endpoint(Talker.PORT), word);
    world.run(Duration.ofSeconds(1));
    return world.traceHash();
  }

  /// Hosts that send each other words at random times over a poor link, and sometimes crash.
  private static long gossip(long seed, int hosts) {
    World world = World.builder().seed(seed).link(Link.mobile().withDuplication(0.1)).build();
    List<SimHost> all = new ArrayList<>();
    for (int i = 0; i < hosts; i++) {
      SimHost host = world.host();
      all.add(host);
      host.start(up -> chatter(new Talker(up), all));
    }
    world.after(
        Duration.ofSeconds(20),
        () -> {
          all.get(3).crash();
          all.get(4).pause(Duration.ofSeconds(5));
          all.get(5).clog(Duration.ofSeconds(5));
        });
    world.after(Duration.ofSeconds(40), () -> all.get(3).restart());
    world.run(Duration.ofMinutes(2));
    assertThat(world.tally().delivered()).isGreaterThan(1_000);
    return world.traceHash();
  }

  private static void chatter(Talker talker, List<SimHost> all) {
    talker.loop.after(
        talker.loop.random().nextLong(2_000_000_000L),
        () -> {
          SimHost to = all.get(talker.loop.random().nextInt(all.size()));
          talker.say(to.endpoint(Talker.PORT), "ping " + talker.loop.random().nextInt(100));
          chatter(talker, all);
        });
  }
}
