package dev.kith.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.testkit.Seed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SizeEstimateTest {
  // Farther from any target that the tests use than what is found there.
  private static final NodeId SELF = id(BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE));

  private final SizeEstimate estimate = new SizeEstimate(SELF);

  @Test
  void evenly_spaced_nodes_are_counted_exactly() {
    // vectors/mainline.json "size_estimate": d_i = i * floor(2^160 / 10000001), k = 20
    BigInteger gap = BigInteger.TWO.pow(160).divide(BigInteger.valueOf(10_000_001));
    List<NodeId> nearest = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      nearest.add(id(gap.multiply(BigInteger.valueOf(i))));
    }

    estimate.sample(0, id(BigInteger.ZERO), nearest);

    assertThat(Math.round(estimate.nodes(0))).isEqualTo(10_000_001);
  }

  @Test
  void nothing_is_known_without_a_set() {
    estimate.sample(0, id(BigInteger.ZERO), List.of());

    assertThat(estimate.nodes(0)).isZero();
    assertThat(estimate.relativeError(0)).isEqualTo(1);
    assertThat(estimate.expectedDistanceHead(0, 20)).isEqualTo(-1);
  }

  @Test
  void random_networks_are_estimated_within_the_error_it_tells() {
    RandomGenerator random = Seed.random();
    int outside = 0;
    for (int network = 0; network < 40; network++) {
      SizeEstimate each = estimateOf(50_000, 20, 12, random);
      assertThat(each.relativeError(0)).isCloseTo(0.07, within(0.005));
      outside += Math.abs(each.nodes(0) / 50_000 - 1) > 2 * each.relativeError(0) ? 1 : 0;
    }

    // Two standard deviations: one in twenty may be outside.
    assertThat(outside).isLessThanOrEqualTo(5);
  }

  @Test
  void the_expected_distance_of_the_kth_nearest_parts_the_near_from_the_far() {
    SizeEstimate each = estimateOf(50_000, 20, 16, Seed.random());

    double part = Math.scalb((double) (each.expectedDistanceHead(0, 20) >>> 1), -63);
    assertThat(part).isCloseTo(20 / 50_000.0, within(0.2 * 20 / 50_000));
    assertThat(each.expectedDistanceHead(0, Integer.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void a_network_that_grows_is_followed() {
    RandomGenerator random = Seed.random();
    for (int lookup = 0; lookup < 40; lookup++) {
      sample(estimate, lookup < 20 ? 1_000 : 10_000, 20, random);
    }

    assertThat(estimate.nodes(0)).isBetween(8_000.0, 12_000.0);
  }

  @Test
  void what_was_seen_long_ago_is_forgotten() {
    long sinceThen = TimeUnit.MINUTES.toNanos(90);
    sample(estimate, 1_000, 20, Seed.random());

    assertThat(estimate.nodes(sinceThen - 1)).isPositive();
    assertThat(estimate.nodes(sinceThen)).isZero();
    assertThat(estimate.relativeError(sinceThen)).isEqualTo(1);
  }

  @Test
  void the_own_neighbourhood_does_not_count() {
    NodeId near = id(BigInteger.ONE);
    NodeId far = id(BigInteger.TWO.pow(150));
    SizeEstimate own = new SizeEstimate(id(BigInteger.TWO));

    own.sample(0, id(BigInteger.ZERO), List.of(near, far));

    assertThat(own.nodes(0)).isZero();
  }

  private static SizeEstimate estimateOf(int nodes, int k, int sets, RandomGenerator random) {
    SizeEstimate result = new SizeEstimate(SELF);
    for (int i = 0; i < sets; i++) {
      sample(result, nodes, k, random);
    }
    return result;
  }

  // The nearest distances of a random network: its nodes fall into place one by one.
  private static void sample(SizeEstimate estimate, int nodes, int k, RandomGenerator random) {
    NodeId target = id(new BigInteger(159, new Random(random.nextLong())));
    long[] heads = random.longs(nodes).toArray();
    for (int i = 0; i < heads.length; i++) {
      heads[i] ^= Long.MIN_VALUE; // sorts as unsigned
    }
    Arrays.sort(heads);
    List<NodeId> nearest = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      BigInteger head = new BigInteger(Long.toUnsignedString(heads[i] ^ Long.MIN_VALUE));
      nearest.add(target.distance(id(head.shiftLeft(96))));
    }
    estimate.sample(0, target, nearest);
  }

  private static NodeId id(BigInteger number) {
    byte[] bytes = new byte[20];
    byte[] digits = number.toByteArray();
    int skip = digits.length > 20 ? digits.length - 20 : 0;
    System.arraycopy(digits, skip, bytes, 20 - digits.length + skip, digits.length - skip);
    return NodeId.of(Bytes.wrap(bytes));
  }
}
