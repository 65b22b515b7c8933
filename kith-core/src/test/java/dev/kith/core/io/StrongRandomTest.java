package dev.kith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrongRandomTest {
  @Test
  void numbers_do_not_repeat() {
    StrongRandom random = new StrongRandom();
    Set<Long> seen = new HashSet<>();

    for (int i = 0; i < 100_000; i++) {
      seen.add(random.nextLong());
    }

    assertThat(seen).hasSize(100_000);
  }

  @Test
  void every_bit_is_set_half_of_the_time() {
    StrongRandom random = new StrongRandom();
    Integer[] ones = new Integer[32];
    Arrays.fill(ones, 0);
    for (int i = 0; i < 100_000; i++) {
      int value = random.nextInt();
      for (int bit = 0; bit < 32; bit++) {
        ones[bit] += value >>> bit & 1;
      }
    }

    // Ten standard deviations.
    assertThat(ones).allSatisfy(count -> assertThat(count).isBetween(48_400, 51_600));
  }

  @Test
  void byte_strings_of_any_length_are_filled() {
    StrongRandom random = new StrongRandom();
    Set<Bytes> seen = new HashSet<>();

    for (int length = 16; length < 5_000; length += 7) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      seen.add(Bytes.copyOf(bytes, length - 16, 16));
    }

    assertThat(seen).hasSize(712).doesNotContain(Bytes.wrap(new byte[16]));
  }
}
