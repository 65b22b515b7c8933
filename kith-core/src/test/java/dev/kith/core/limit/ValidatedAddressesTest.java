package dev.kith.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.net.Address;
import dev.kith.testkit.Gen;
import dev.kith.testkit.Property;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidatedAddressesTest {
  private static final long SECOND = 1_000_000_000;
  private static final Address ALICE = Address.parse("192.0.2.1");

  @Test
  void an_address_stays_validated_for_ten_minutes_from_the_last_proof() {
    ValidatedAddresses validated = new ValidatedAddresses(64, 1);
    validated.add(0, ALICE);
    validated.add(100 * SECOND, ALICE);

    assertThat(validated.contains(700 * SECOND - 1, ALICE)).isTrue();
    assertThat(validated.contains(700 * SECOND, ALICE)).isFalse();
  }

  @Test
  void nobody_else_is_validated_by_it() {
    ValidatedAddresses validated = new ValidatedAddresses(64, 1);
    validated.add(0, ALICE);

    assertThat(validated.contains(1, Address.parse("192.0.2.2"))).isFalse();
    assertThat(validated.contains(1, Address.parse("2001:db8::1"))).isFalse();
  }

  @Test
  void a_full_table_forgets_who_was_validated_long_ago() {
    ValidatedAddresses validated = new ValidatedAddresses(8, 1);
    for (int i = 0; i < 9; i++) {
      validated.add(i, Address.v4(0x2d000000 + i));
    }

    assertThat(validated.contains(10, Address.v4(0x2d000000))).isFalse();
    for (int i = 1; i < 9; i++) {
      assertThat(validated.contains(10, Address.v4(0x2d000000 + i))).isTrue();
    }
  }

  @Test
  void a_site_with_very_many_ipv6_addresses_displaces_hardly_anybody() {
    ValidatedAddresses validated = new ValidatedAddresses(4_096, 1);
    for (int i = 0; i < 500; i++) {
      validated.add(0, Address.v4(0x2d000000 + i * 256));
      validated.add(0, Address.v6(0x2a00_0000_0000_0000L + ((long) i << 16), 1));
    }

    for (int i = 0; i < 100_000; i++) { // of a whole /48
      validated.add(SECOND, Address.v6(0x2001_0db8_0001_0000L + i % 65_536, i));
    }

    int kept = 0;
    for (int i = 0; i < 500; i++) {
      kept += validated.contains(SECOND, Address.v4(0x2d000000 + i * 256)) ? 1 : 0;
      kept +=
          validated.contains(SECOND, Address.v6(0x2a00_0000_0000_0000L + ((long) i << 16), 1))
              ? 1
              : 0;
    }
    assertThat(kept).isGreaterThan(920); // of 1,000: one thirty-second of the table is lost
  }

  @Test
  void a_hundred_hosts_of_one_ipv6_site_are_remembered_together() {
    ValidatedAddresses validated = new ValidatedAddresses(4_096, 1);
    for (int i = 0; i < 64; i++) {
      validated.add(0, Address.v6(0x2001_0db8_0001_0000L + i, 1));
    }

    int kept = 0;
    for (int i = 0; i < 64; i++) {
      kept += validated.contains(1, Address.v6(0x2001_0db8_0001_0000L + i, 1)) ? 1 : 0;
    }
    assertThat(kept).isGreaterThan(56);
  }

  @Test
  void while_the_table_suffices_it_agrees_with_a_map() {
    Gen<int[]> steps =
        random -> new int[] {random.nextInt(2), random.nextInt(40), random.nextInt(9)};

    Property.forAll(Gen.lists(steps, 200)).check(ValidatedAddressesTest::agreesWithAMap);
  }

  private static void agreesWithAMap(List<int[]> steps) {
    ValidatedAddresses validated = new ValidatedAddresses(1_024, Duration.ofSeconds(60), 3);
    Map<Address, Long> model = new HashMap<>();
    long now = 0;
    for (int[] step : steps) {
      now += step[2] * SECOND;
      Address address = Address.v4(0x2d000000 + step[1]);
      if (step[0] == 0) {
        validated.add(now, address);
        model.put(address, now + 60 * SECOND);
      }
      assertThat(validated.contains(now, address)).isEqualTo(model.getOrDefault(address, 0L) > now);
    }
  }
}
