package dev.kith.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.observe.Event;
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
}
