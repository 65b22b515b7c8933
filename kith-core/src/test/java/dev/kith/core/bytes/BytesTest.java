package dev.kith.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.testkit.Property;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A window on an array says the same as a copy of its part.
class BytesTest {
  @Test
  void a_window_equals_a_copy() {
    Property.check(
        2_000,
        random -> {
          byte[] whole = array(random, 40);
          int from = random.nextInt(whole.length + 1);
          int count = random.nextInt(whole.length - from + 1);
          byte[] part = Arrays.copyOfRange(whole, from, from + count);

          Bytes window = Bytes.copyOf(whole).slice(from, count);

          assertThat(window).isEqualTo(Bytes.copyOf(part)).hasSameHashCodeAs(Bytes.wrap(part));
          assertThat(window.toArray()).isEqualTo(part);
          assertThat(window.compact()).isEqualTo(window);
          assertThat(Bytes.hex(window.toHex())).isEqualTo(window);
          assertThat(window.concat(window).slice(count, count)).isEqualTo(window);
          for (int i = 0; i + 4 <= count; i++) {
            assertThat(window.at(i)).isEqualTo(part[i]);
            assertThat(window.intAt(i)).isEqualTo(ByteBuffer.wrap(part).getInt(i));
          }
        });
  }

  @Test
  void order_and_equality_are_those_of_unsigned_bytes() {
    Property.check(
        2_000,
        random -> {
          byte[] a = array(random, 4);
          byte[] b = random.nextInt(4) == 0 ? a.clone() : array(random, 4);
          Bytes left = Bytes.copyOf(a);
          Bytes right = Bytes.wrap(b);

          assertThat(Integer.signum(left.compareTo(right)))
              .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
          assertThat(left.equals(right)).isEqualTo(Arrays.equals(a, b));
          assertThat(left.equalsInConstantTime(right)).isEqualTo(Arrays.equals(a, b));
        });
  }

  @Test
  void nothing_beyond_the_end_of_a_window_is_read() {
    Bytes window = Bytes.copyOf(new byte[16]).slice(4, 6);

    assertThatThrownBy(() -> window.at(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.intAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.intAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> window.slice(3, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void only_strict_utf_8_is_text() {
    assertThat(Bytes.utf8("größer").asUtf8()).contains("größer");
    assertThat(Bytes.hex("c3").asUtf8()).isEmpty();
    assertThat(Bytes.hex("c0af").asUtf8()).isEmpty();
    assertThat(Bytes.utf8("ping").equalsAscii("ping")).isTrue();
    assertThat(Bytes.utf8("ping").equalsAscii("pin")).isFalse();
    assertThat(Bytes.hex("f0").equalsAscii("ð")).isFalse();
  }

  private static byte[] array(RandomGenerator random, int most) {
    byte[] bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }
}
