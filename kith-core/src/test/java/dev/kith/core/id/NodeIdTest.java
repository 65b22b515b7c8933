package dev.kith.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.testkit.Property;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Distances agree with those of arbitrary-precision numbers, at every length.
class NodeIdTest {
  @Test
  void distances_are_compared_as_whole_numbers() {
    Property.check(
        3_000,
        random -> {
          NodeId point = NodeId.random(1 + random.nextInt(NodeId.MAX_BYTES), random);
          NodeId a = near(point, random);
          NodeId b = random.nextBoolean() ? near(point, random) : near(a, random);

          int order = Integer.signum(point.compareDistance(a, b));

          assertThat(order).isEqualTo(distance(point, a).compareTo(distance(point, b)));
          assertThat(point.compareDistance(b, a)).isEqualTo(-order);
        });
  }

  @Test
  void prefixes_and_log_distances_follow_from_the_distance() {
    Property.check(
        3_000,
        random -> {
          NodeId a = NodeId.random(1 + random.nextInt(NodeId.MAX_BYTES), random);
          NodeId b = near(a, random);

          assertThat(number(a.distance(b))).isEqualTo(distance(a, b));
          assertThat(a.logDistance(b)).isEqualTo(distance(a, b).bitLength());
          assertThat(a.commonPrefix(b)).isEqualTo(a.bits() - distance(a, b).bitLength());
          assertThat(BigInteger.valueOf(a.distanceHead(b)).and(words(1)))
              .isEqualTo(distance(a, b).shiftLeft(512 - a.bits()).shiftRight(448));
        });
  }

  @Test
  void equality_and_order_are_those_of_the_bytes() {
    Property.check(
        3_000,
        random -> {
          NodeId a = NodeId.random(1 + random.nextInt(NodeId.MAX_BYTES), random);
          NodeId b = near(a, random);

          assertThat(a.equals(b)).isEqualTo(number(a).equals(number(b)));
          assertThat(Integer.signum(a.compareTo(b))).isEqualTo(number(a).compareTo(number(b)));
          assertThat(NodeId.of(a.bytes())).isEqualTo(a).hasSameHashCodeAs(a);
          assertThat(NodeId.hex(a.toHex())).isEqualTo(a);
        });
  }

  @Test
  void a_random_point_of_a_range_keeps_its_prefix_and_no_more() {
    Property.check(
        1_000,
        random -> {
          NodeId id = NodeId.random(1 + random.nextInt(NodeId.MAX_BYTES), random);
          int depth = random.nextInt(id.bits() + 1);

          NodeId point = id.randomInRange(depth, random);

          assertThat(point.commonPrefix(id)).isGreaterThanOrEqualTo(depth);
        });
    RandomGenerator random = new SplittableRandom(1);
    NodeId id = NodeId.hex("ff".repeat(20));
    List<Integer> shared =
        random.ints(200).mapToObj(_ -> id.randomInRange(13, random).commonPrefix(id)).toList();
    assertThat(shared).contains(13, 14, 15);
  }

  @Test
  void turning_one_bit_over_changes_that_bit_alone() {
    NodeId id = NodeId.hex("5a".repeat(20));

    NodeId flipped = id.flipped(42);

    assertThat(flipped.bit(42)).isNotEqualTo(id.bit(42));
    assertThat(id.commonPrefix(flipped)).isEqualTo(42);
    assertThat(flipped.flipped(42)).isEqualTo(id);
  }

  @Test
  void an_id_shares_no_memory_with_what_it_was_made_of() {
    byte[] bytes = {1, 2, 3};
    NodeId id = NodeId.copyOf(bytes);

    bytes[0] = 9;

    assertThat(id).isEqualTo(NodeId.hex("010203"));
  }

  @Test
  void an_id_has_one_byte_to_sixty_four() {
    assertThatThrownBy(() -> NodeId.of(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> NodeId.copyOf(new byte[65]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65");
  }

  // Shares a prefix of random length with `id`, often all of it.
  private static NodeId near(NodeId id, RandomGenerator random) {
    return id.randomInRange(random.nextInt(id.bits() + 1), random);
  }

  private static BigInteger distance(NodeId a, NodeId b) {
    return number(a).xor(number(b));
  }

  private static BigInteger number(NodeId id) {
    return new BigInteger(1, id.bytes().toArray());
  }

  private static BigInteger words(int count) {
    return BigInteger.ONE.shiftLeft(64 * count).subtract(BigInteger.ONE);
  }
}
