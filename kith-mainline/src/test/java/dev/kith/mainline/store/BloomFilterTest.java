package dev.kith.mainline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.mainline.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class BloomFilterTest {
  @Test
  void the_published_ranges_make_the_published_filter() {
    JsonNode vector = Vectors.at("/bep33/range_filter");
    BloomFilter filter = new BloomFilter();

    for (int i = 0; i < 256; i++) {
      filter.add(Address.v4(0xc0000200 | i));
    }
    for (int i = 0; i < 1_000; i++) {
      filter.add(Address.v6(0x20010db800000000L, i));
    }

    assertThat(filter.toBytes()).isEqualTo(Vectors.hex(vector, "filter"));
    assertThat(filter.estimate().orElseThrow())
        .isCloseTo(vector.required("estimate").asDouble(), within(0.0001));
    assertThat(filter.mayContain(Address.parse("192.0.2.77"))).isTrue();
    assertThat(new BloomFilter(filter.toBytes()).toBytes()).isEqualTo(filter.toBytes());
  }

  @Test
  void one_address_sets_its_two_bits() {
    Vectors.each("/bep33/single")
        .forEach(
            vector -> {
              BloomFilter filter = new BloomFilter();
              filter.add(Address.parse(vector.required("ip").asString()));

              byte[] expected = new byte[BloomFilter.BYTES];
              vector
                  .required("filter_nonzero_bytes")
                  .propertyStream()
                  .forEach(
                      entry ->
                          expected[Integer.parseInt(entry.getKey())] =
                              Bytes.hex(entry.getValue().asString()).at(0));
              assertThat(filter.toBytes()).isEqualTo(Bytes.wrap(expected));
              assertThat(filter.estimate().orElseThrow()).isCloseTo(1.0002, within(0.0001));
            });
  }

  @Test
  void an_empty_filter_is_estimated_at_one_half_and_a_full_one_not_at_all() {
    byte[] full = new byte[BloomFilter.BYTES];
    Arrays.fill(full, (byte) 0xff);

    assertThat(new BloomFilter().estimate().orElseThrow())
        .isCloseTo(Vectors.at("/bep33/empty_estimate").asDouble(), within(0.001));
    assertThat(new BloomFilter(Bytes.wrap(full)).estimate()).isEmpty();
  }

  @Test
  void filters_are_joined() {
    BloomFilter one = new BloomFilter();
    BloomFilter other = new BloomFilter();
    one.add(Address.parse("192.0.2.1"));
    other.add(Address.parse("2001:db8::2"));

    one.addAll(other);

    assertThat(one.mayContain(Address.parse("192.0.2.1"))).isTrue();
    assertThat(one.mayContain(Address.parse("2001:db8::2"))).isTrue();
    assertThat(other.mayContain(Address.parse("192.0.2.1"))).isFalse();
  }

  @Test
  void a_filter_has_256_bytes() {
    assertThatThrownBy(() -> new BloomFilter(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
