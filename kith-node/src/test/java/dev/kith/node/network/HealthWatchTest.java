package dev.kith.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.observe.Event;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  @Test
  void news_of_a_part_does_not_change_the_health_of_the_whole() {
    HealthWatch watch = new HealthWatch();
    watch.on(new Event.HealthChanged("joined", "knows 8 nodes"));

    watch.on(new Event.HealthChanged("reachable", "strangers can reach us"));
    watch.on(new Event.HealthChanged("bound", "the socket works again"));

    assertThat(watch.health().state()).isEqualTo("joined");

    watch.on(new Event.HealthChanged("unreachable", "no node answers"));

    assertThat(watch.health().state()).isEqualTo("unreachable");
  }

  @Test
  void a_disk_that_fails_is_trouble_until_it_works_again_whatever_becomes_of_the_network() {
    HealthWatch watch = new HealthWatch();
    watch.on(new Event.HealthChanged("joined", "knows 8 nodes"));

    watch.on(new Event.HealthChanged("failing", "values are not being saved: disk full"));
    watch.on(new Event.HealthChanged("unreachable", "no node answers"));

    assertThat(watch.health().state()).isEqualTo("failing");

    watch.on(new Event.HealthChanged(HealthWatch.SAVING, "values are kept again"));

    assertThat(watch.health().state()).isEqualTo("unreachable");
  }

  @Test
  void several_nodes_together_have_joined_when_one_has_and_fail_when_one_cannot_keep_values() {
    HealthWatch v4 = new HealthWatch();
    HealthWatch v6 = new HealthWatch();
    v4.on(new Event.HealthChanged("joined", "knows 8 nodes"));
    v6.on(new Event.HealthChanged("alone", "knows no other node"));

    assertThat(together(v4, v6)).isEqualTo("joined");
    assertThat(together(v6, v4)).isEqualTo("joined");

    v4.on(new Event.HealthChanged("failing", "values are not being saved: disk full"));
    v6.on(new Event.HealthChanged("failing", "values are not being saved: disk full"));
    v4.on(new Event.HealthChanged(HealthWatch.SAVING, "values are kept again"));

    assertThat(together(v4, v6)).isEqualTo("failing");

    v6.on(new Event.HealthChanged(HealthWatch.SAVING, "values are kept again"));

    assertThat(together(v4, v6)).isEqualTo("joined");
  }

  private static String together(HealthWatch... watches) {
    return Health.together(Stream.of(watches).map(HealthWatch::health)).state();
  }
}
