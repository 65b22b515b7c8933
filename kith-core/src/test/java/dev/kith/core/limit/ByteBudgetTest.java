package dev.kith.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.testkit.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private static final long SECOND = 1_000_000_000;
  private static final Address VICTIM = Address.parse("192.0.2.1");

  private final ValidatedAddresses validated = new ValidatedAddresses(1_024, 1);
  private final ByteBudget budget = new ByteBudget(ByteLimits.DEFAULT, validated, 2);

  @Test
  void an_address_gets_four_kib_at_once_and_one_kib_a_second() {
    assertThat(sentOfOurOwn(0, 512, 100)).isEqualTo(4_096);
    assertThat(sentOfOurOwn(SECOND, 512, 100)).isEqualTo(1_024);
    assertThat(sentOfOurOwn(60 * SECOND, 512, 100)).isEqualTo(4_096);
  }

  @Test
  void replies_leave_a_quarter_of_that_to_requests_of_our_own() {
    assertThat(sent(VICTIM, 0, 0, 512, 100)).isEqualTo(3_072);
    assertThat(sentOfOurOwn(0, 512, 100)).isEqualTo(1_024);
    assertThat(sent(VICTIM, SECOND, 0, 512, 100)).isZero();
    assertThat(sent(VICTIM, 3 * SECOND, 0, 512, 100)).isEqualTo(2_048);
  }

  @Test
  void a_flood_of_replies_to_everyone_leaves_a_quarter_too() {
    int replies = 0;
    int own = 0;
    for (int block = 0; block < 4_000; block++) {
      replies += sent(Address.v4(0x2d000000 + (block << 8)), 0, 0, 1_024, 1);
    }
    for (int block = 0; block < 4_000; block++) {
      own += budget.admitsOwn(0, Address.v4(0x2e000000 + (block << 8)), 512) ? 512 : 0;
    }

    assertThat(replies).isBetween((3 << 18) - 1_024, 3 << 18);
    assertThat(own + replies).isBetween((1 << 20) - 1_024, 1 << 20);
  }

  @Test
  void the_replies_to_a_block_are_four_times_that_however_many_addresses_it_has() {
    int first = 0;
    int later = 0;
    for (int host = 0; host < 256; host++) {
      first += sent(Address.v4(0xc6336400 + host), 0, 0, 1_024, 10);
    }
    for (int host = 0; host < 256; host++) {
      later += sent(Address.v4(0xc6336400 + host), SECOND, 0, 1_024, 10);
    }

    assertThat(first).isEqualTo(12_288);
    assertThat(later).isEqualTo(4_096);
  }

  @Test
  void an_ipv6_block_is_a_64() {
    int first = 0;
    for (int host = 0; host < 1_000; host++) {
      first += sent(Address.v6(0x20010db8L << 32, host), 0, 0, 1_024, 1);
    }

    assertThat(first).isEqualTo(12_288);
  }

  @Test
  void all_together_get_a_mebibyte_a_second() {
    int first = 0;
    int later = 0;
    for (int block = 0; block < 4_000; block++) {
      first += sent(Address.v4(0x2d000000 + (block << 8)), 0, 0, 1_024, 1);
    }
    for (int block = 0; block < 4_000; block++) {
      later += sent(Address.v4(0x2e000000 + (block << 8)), SECOND / 2, 0, 1_024, 1);
    }

    // Charges are rounded up to the nanosecond, so one reply of a thousand may be missing.
    assertThat(first).isBetween((3 << 18) - 1_024, 3 << 18);
    assertThat(later).isBetween((1 << 19) - 1_024, 1 << 19);
  }

  @Test
  void only_what_exceeds_the_request_is_charged_so_small_answers_never_starve() {
    sent(VICTIM, 0, 0, 3_072, 1);

    assertThat(budget.admits(0, VICTIM, 100, 101)).isFalse();
    for (int i = 0; i < 1_000; i++) {
      assertThat(budget.admits(0, VICTIM, 100, 100)).isTrue();
    }
  }

  @Test
  void what_is_refused_costs_nobody_anything() {
    sent(VICTIM, 0, 0, 3_072, 1);
    for (int i = 0; i < 100; i++) {
      budget.admits(0, VICTIM, 0, 1_000);
    }

    Address neighbour = Address.parse("192.0.2.2");
    assertThat(sent(neighbour, 0, 0, 3_072, 1)).isEqualTo(3_072);
  }

  @Test
  void validated_and_local_addresses_are_exempt() {
    validated.add(0, VICTIM);

    assertThat(sent(VICTIM, 1, 0, 1_000, 1_000)).isEqualTo(1_000_000);
    assertThat(sent(Address.parse("127.0.0.1"), 1, 0, 1_000, 1_000)).isEqualTo(1_000_000);
    assertThat(budget.mostAtOnce(1, VICTIM, 100)).isEqualTo(Integer.MAX_VALUE);
    assertThat(budget.trusts(1, VICTIM)).isTrue();
    assertThat(budget.proportionate(VICTIM, 100) + 28).isEqualTo(3 * (100 + 28));

    long tenMinutes = 600 * SECOND;
    assertThat(sent(VICTIM, tenMinutes, 0, 1_000, 1_000)).isEqualTo(3_000);
  }

  @Test
  void at_once_three_times_the_request_may_be_sent_headers_included() {
    int most = budget.mostAtOnce(0, VICTIM, 100);

    assertThat(most + 28).isEqualTo(3 * (100 + 28));
    assertThat(budget.mostAtOnce(0, Address.parse("2001:db8::1"), 100) + 48)
        .isEqualTo(3 * (100 + 48));
  }

  @Test
  void a_flood_of_forged_sources_does_not_help_to_send_a_victim_more() {
    RandomGenerator random = Seed.random();
    long sent = 0;
    int seconds = 10;
    long until = seconds * SECOND;

    for (long now = 0; now < until; now += SECOND / 50_000) {
      boolean isVictim = random.nextInt(10) == 0;
      Address source = isVictim ? VICTIM : Address.v4(0x2d000000 + random.nextInt(1 << 24));
      sent += budget.admits(now, source, 100, 400) && isVictim ? 300 : 0;
    }

    assertThat(sent).isBetween(3_072L, 3_072L + seconds * 1_024L);
  }

  private int sentOfOurOwn(long now, int bytes, int times) {
    int sent = 0;
    for (int i = 0; i < times; i++) {
      sent += budget.admitsOwn(now, VICTIM, bytes) ? bytes : 0;
    }
    return sent;
  }

  private int sent(Address to, long now, int requestBytes, int replyBytes, int times) {
    int sent = 0;
    for (int i = 0; i < times; i++) {
      sent += budget.admits(now, to, requestBytes, replyBytes) ? replyBytes : 0;
    }
    return sent;
  }
}
