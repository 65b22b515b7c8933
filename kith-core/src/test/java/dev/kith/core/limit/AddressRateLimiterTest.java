package dev.kith.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import dev.kith.testkit.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AddressRateLimiterTest {
  private static final long SECOND = 1_000_000_000;
  private static final Address ALICE = Address.parse("192.0.2.1");
  private static final Address BOB = Address.parse("192.0.2.2");

  private final AddressRateLimiter limiter =
      new AddressRateLimiter(AddressLimits.HEAVY_REQUESTS, 42);

  @Test
  void each_address_has_an_allowance_of_its_own() {
    assertThat(admitted(ALICE, 0, 100)).isEqualTo(10);
    assertThat(admitted(BOB, 0, 100)).isEqualTo(10);
    assertThat(admitted(ALICE, 5 * SECOND, 100)).isEqualTo(10);
    assertThat(admitted(ALICE, 6 * SECOND, 100)).isEqualTo(2);
  }

  @Test
  void local_addresses_are_exempt_unless_told_otherwise() {
    AddressRateLimiter strict =
        new AddressRateLimiter(new AddressLimits(new Rate(10, 2), 64, false), 42);
    Address local = Address.parse("192.168.1.1");

    assertThat(admitted(local, 0, 1_000)).isEqualTo(1_000);
    for (int i = 0; i < 10; i++) {
      assertThat(strict.admits(0, local)).isTrue();
    }
    assertThat(strict.admits(0, local)).isFalse();
  }

  @Test
  void an_ipv6_host_is_not_helped_by_using_all_of_its_block() {
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      admitted += limiter.admits(0, Address.v6(0x20010db8L << 32, i)) ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void sixty_thousand_addresses_do_not_outgrow_the_table_or_starve_anyone() {
    RandomGenerator random = Seed.random();
    int refused = 0;
    int alice = 0;

    for (int i = 0; i < 600_000; i++) {
      long now = i * 10_000L; // 100,000 a second
      refused += limiter.admits(now, Address.v4(0x2d000000 + random.nextInt(60_000))) ? 0 : 1;
      if (i % 100_000 == 0) {
        alice += limiter.admits(now, ALICE) ? 1 : 0;
      }
    }

    assertThat(limiter.capacity()).isEqualTo(32_768);
    assertThat(alice).isEqualTo(6);
    // Ten each of 60,000 within six seconds: nearly all are within their allowance.
    assertThat(refused).isLessThan(60_000);
  }

  @Test
  void an_idle_limiter_holds_no_table_and_a_quiet_one_a_small_one() {
    assertThat(limiter.capacity()).isZero();

    for (int i = 0; i < 100_000; i++) {
      limiter.admits(i * SECOND, Address.v4(0x2d000000 + i));
    }

    assertThat(limiter.capacity()).isEqualTo(8);
  }

  @Test
  void one_who_is_over_its_limit_is_not_forgotten_for_newcomers() {
    RandomGenerator random = Seed.random();
    admitted(ALICE, 0, 20);
    int more = 0;

    for (int i = 0; i < 400_000; i++) {
      limiter.admits(0, Address.v4(0x2d000000 + random.nextInt(200_000)));
      more += limiter.admits(0, ALICE) ? 1 : 0;
    }

    assertThat(more).isZero();
  }

  @Test
  void while_the_table_suffices_it_agrees_with_a_limiter_for_each_address() {
    record Ask(int host, long gapNanos, int cost) {}
    Gen<Ask> asks =
        random -> new Ask(random.nextInt(30), random.nextLong(SECOND / 5), 1 + random.nextInt(4));

    Property.forAll(Gen.lists(asks, 300))
        .tries(300)
        .check(
            list -> {
              AddressRateLimiter table =
                  new AddressRateLimiter(new AddressLimits(new Rate(10, 2), 1_024, true), 7);
              Map<Integer, RateLimiter> model = new HashMap<>();
              long now = 0;
              for (Ask ask : list) {
                now += ask.gapNanos;
                boolean expected =
                    model
                        .computeIfAbsent(ask.host, host -> RateLimiter.bursty(10, 2))
                        .admits(now, ask.cost);
                assertThat(table.admits(now, Address.v4(0x2d000000 + ask.host), ask.cost))
                    .isEqualTo(expected);
              }
            });
  }

  private int admitted(Address address, long now, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += limiter.admits(now, address) ? 1 : 0;
    }
    return admitted;
  }
}
