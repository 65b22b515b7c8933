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
