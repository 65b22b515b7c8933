package dev.kith.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration HOUR = Duration.ofHours(1);
  private final Ledger<String, String> ledger = new Ledger<>(3, HOUR);

  @Test
  void a_value_nobody_stored_comes_from_thin_air() {
    ledger.offered("key", "value", 0);
    ledger.returned("key", "value");
    assertThat(ledger.invariant().violation()).isNull();

    ledger.returned("key", "other");
    ledger.returned("nowhere", "value");

    assertThat(ledger.violations())
        .hasSize(2)
        .allSatisfy(violation -> assertThat(violation).startsWith("thin air"));
    assertThat(ledger.invariant().violation()).contains("other");
  }

  @Test
  void an_acknowledged_value_must_be_found_until_k_of_its_holders_fail_within_a_refresh() {
    storeAt("steady", 1, 2, 3, 4);
    storeAt("struck", 5, 6, 7, 8);
    ledger.offered("unacknowledged", "v", 0);
    long hour = HOUR.toNanos();
    ledger.failed(0, 1);
    ledger.failed(hour + 1, 2);
    ledger.failed(2 * hour + 2, 3);
    ledger.failed(0, 5);
    ledger.failed(1, 6);
    ledger.failed(2, 7);

    assertThat(ledger.mustBeFound()).containsExactly("steady");
    ledger.searched("steady", null);
    ledger.searched("struck", null);

    assertThat(ledger.violations()).singleElement().asString().startsWith("lost: steady");
  }

  @Test
  void a_value_all_of_whose_holders_failed_is_excused() {
    storeAt("rare", 1);
    ledger.failed(5, 1);

    assertThat(ledger.mustBeFound()).isEmpty();
  }

  @Test
  void an_older_value_than_the_newest_acknowledged_one_counts_as_lost() {
    ledger.offered("key", "old", 1);
    ledger.offered("key", "new", 2);
    ledger.offered("key", "newer, not acknowledged", 3);
    ledger.acknowledged(0, "key", "old", 1, 1);
    ledger.acknowledged(0, "key", "new", 2, 2);

    ledger.searched("key", "newer, not acknowledged");
    ledger.searched("key", "new");
    assertThat(ledger.violations()).isEmpty();
    ledger.searched("key", "old");

    assertThat(ledger.violations()).singleElement().asString().contains("found old");
  }

  @Test
  void a_holder_never_lowers_a_sequence_number_unless_it_forgot_in_a_crash() {
    ledger.held(1, "key", 5);
    ledger.held(1, "key", 5);
    ledger.held(2, "key", 4);
    ledger.failed(0, 1);
    ledger.held(1, "key", 3);
    assertThat(ledger.violations()).isEmpty();

    ledger.held(1, "key", 2);

    assertThat(ledger.violations()).singleElement().asString().startsWith("lowered: holder 1");
  }

  @Test
  void what_expired_is_served_a_second_longer_at_most_unless_received_afresh() {
    storeAt("key", 1, 2);
    ledger.expired(10 * SECOND, 1, "key");
    ledger.served(11 * SECOND, 1, "key", "value of key");
    ledger.served(60 * SECOND, 2, "key", "value of key");
    ledger.expired(10 * SECOND, 2, "key");
    ledger.received(2, "key");
    ledger.served(99 * SECOND, 2, "key", "value of key");
    assertThat(ledger.violations()).isEmpty();

    ledger.served(11 * SECOND + 1, 1, "key", "value of key");

    assertThat(ledger.violations()).singleElement().asString().startsWith("risen: holder 1");
  }

  private void storeAt(String key, int... holders) {
    ledger.offered(key, "value of " + key, 0);
    for (int holder : holders) {
      ledger.acknowledged(0, key, "value of " + key, 0, holder);
    }
  }
}
