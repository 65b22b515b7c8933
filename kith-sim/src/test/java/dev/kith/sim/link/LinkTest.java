package dev.kith.sim.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.sim.SplitMix;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final long MS = 1_000_000;
  private static final int DATAGRAMS = 100_000;
  private final SplitMix random = new SplitMix(5);
  private final Passage passage = new Passage();

  @Test
  void a_plain_link_only_delays() {
    assertThat(Link.standard().isPlain()).isTrue();

    passage.begin(7);
    Link.standard().pass(0, 60_000, null, random, passage);

    assertThat(passage.drop()).isNull();
    assertThat(passage.delay()).isEqualTo(7);
    assertThat(passage.copyDelay()).isNegative();
  }

  @Test
  void losses_and_duplicates_are_as_frequent_as_asked() {
    Outcome outcome = send(Link.standard().withLoss(0.2).withDuplication(0.1), 100, MS);

    assertThat(outcome.share(Drop.LOSS)).isCloseTo(0.2, within(0.01));
    assertThat(outcome.copies / (double) outcome.arrived).isCloseTo(0.1, within(0.01));
  }

  @Test
  void losses_of_a_burst_come_together() {
    Burst burst = new Burst(Duration.ofSeconds(9), Duration.ofSeconds(1), 0.8);
    Outcome outcome = send(Link.standard().withBurst(burst), 100, 10 * MS);

    assertThat(burst.loss()).isCloseTo(0.08, within(1e-9));
    assertThat(outcome.share(Drop.BURST)).isCloseTo(0.08, within(0.02));
    assertThat(outcome.afterLossLost / (double) outcome.drops.get(Drop.BURST))
        .as("share of losses followed by another")
        .isGreaterThan(0.7);
  }

  @Test
  void a_burst_is_over_after_a_long_silence_as_likely_as_not() {
    Burst burst = new Burst(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
    Outcome outcome = send(Link.standard().withBurst(burst), 100, Duration.ofDays(1).toNanos());

    assertThat(outcome.share(Drop.BURST)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void jitter_stays_within_its_bound_and_reordering_lets_others_overtake() {
    Link link = Link.standard().withJitter(Duration.ofMillis(5));
    assertThat(send(link, 100, MS).longest).isBetween(4 * MS, 5 * MS);

    Outcome outcome = send(Link.standard().withReordering(0.5, Duration.ofSeconds(3)), 100, MS);

    assertThat(outcome.delayed / (double) DATAGRAMS).isCloseTo(0.5, within(0.01));
    assertThat(outcome.longest).isBetween(2_900 * MS, 3_000 * MS);
  }

  @Test
  void what_is_longer_than_the_mtu_is_dropped_or_risks_each_fragment() {
    assertThat(send(Link.standard().withMtu(1_280, false), 1_252, MS).arrived).isEqualTo(DATAGRAMS);
    assertThat(send(Link.standard().withMtu(1_280, false), 1_253, MS).share(Drop.MTU)).isEqualTo(1);
    assertThat(send(Link.standard().withLoss(0.1), 4_000, MS).share(Drop.LOSS))
        .isCloseTo(1 - Math.pow(0.9, 3), within(0.01));
  }

  @Test
  void a_narrow_link_queues_what_comes_too_fast_and_drops_what_does_not_fit() {
    Link link = Link.standard().withCapacity(1_000_000, Duration.ofMillis(50));

    assertThat(send(link, 972, MS).longest).as("just fast enough").isEqualTo(MS);
    Outcome twice = send(link, 1_972, MS);

    assertThat(twice.longest).isBetween(50 * MS, 53 * MS);
    assertThat(twice.share(Drop.QUEUE)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void presets_are_found_by_name_and_shares_are_checked() {
    assertThat(Link.named("satellite")).contains(Link.satellite());
    assertThat(Link.named("pigeon")).isEmpty();
    assertThatThrownBy(() -> Link.lan().withLoss(1.5)).hasMessageContaining("1.5");
    assertThat(Link.mobile().toString()).contains("mtu=1430", "Burst", "queue PT2S");
  }

  private Outcome send(Link link, int bytes, long everyNanos) {
    LinkState state = new LinkState();
    Outcome outcome = new Outcome();
    boolean lostBefore = false;
    for (int i = 0; i < DATAGRAMS; i++) {
      passage.begin(0);
      link.pass(i * everyNanos, bytes, state, random, passage);
      Drop drop = passage.drop();
      if (drop == null) {
        outcome.arrived++;
        outcome.delayed += passage.delay() > 0 ? 1 : 0;
        outcome.longest = Math.max(outcome.longest, passage.delay());
        outcome.copies += passage.copyDelay() >= 0 ? 1 : 0;
      } else {
        outcome.drops.merge(drop, 1, Integer::sum);
        outcome.afterLossLost += lostBefore ? 1 : 0;
      }
      lostBefore = drop != null;
    }
    return outcome;
  }

  private static final class Outcome {
    final Map<Drop, Integer> drops = new EnumMap<>(Drop.class);
    int arrived;
    int copies;
    int delayed;
    int afterLossLost;
    long longest;

    double share(Drop cause) {
      return drops.getOrDefault(cause, 0) / (double) DATAGRAMS;
    }
  }
}
