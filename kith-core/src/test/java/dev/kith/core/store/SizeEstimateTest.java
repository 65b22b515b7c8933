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
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SizeEstimateTest {
  private final SizeEstimate estimate = new SizeEstimate();

  @Test
  void evenly_spaced_nodes_are_counted_exactly() {
    // vectors/mainline.json "size_estimate": d_i = i * floor(2^160 / 10000001), k = 20
    BigInteger gap = BigInteger.TWO.pow(160).divide(BigInteger.valueOf(10_000_001));
    List<NodeId> nearest = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      nearest.add(id(gap.multiply(BigInteger.valueOf(i))));
    }

    estimate.sample(id(BigInteger.ZERO), nearest);

    assertThat(Math.round(estimate.nodes())).isEqualTo(10_000_001);
  }

  @Test
  void nothing_is_known_without_a_set() {
    estimate.sample(id(BigInteger.ZERO), List.of());

    assertThat(estimate.nodes()).isZero();
    assertThat(estimate.relativeError()).isEqualTo(1);
    assertThat(estimate.expectedDistanceHead(20)).isEqualTo(-1);
  }

  @Test
  void random_networks_are_estimated_within_the_error_it_tells() {
    RandomGenerator random = Seed.random();
    int outside = 0;
    for (int network = 0; network < 40; network++) {
      SizeEstimate each = estimateOf(50_000, 20, 12, random);
      assertThat(each.relativeError()).isCloseTo(0.07, within(0.005));
      outside += Math.abs(each.nodes() / 50_000 - 1) > 2 * each.relativeError() ? 1 : 0;
    }

    // Two standard deviations: one in twenty may be outside.
    assertThat(outside).isLessThanOrEqualTo(5);
  }

  @Test
  void the_expected_distance_of_the_kth_nearest_parts_the_near_from_the_far() {
    SizeEstimate each = estimateOf(50_000, 20, 64, Seed.random());

    double part = Math.scalb((double) (each.expectedDistanceHead(20) >>> 1), -63);
    assertThat(part).isCloseTo(20 / 50_000.0, within(0.1 * 20 / 50_000));
    assertThat(each.expectedDistanceHead(Integer.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void a_network_that_grows_is_followed() {
    RandomGenerator random = Seed.random();
    for (int lookup = 0; lookup < 700; lookup++) {
      sample(estimate, lookup < 200 ? 1_000 : 10_000, 20, random);
    }

    assertThat(estimate.nodes()).isBetween(8_500.0, 11_500.0);
  }

  private static SizeEstimate estimateOf(int nodes, int k, int sets, RandomGenerator random) {
    SizeEstimate result = new SizeEstimate();
    for (int i = 0; i < sets; i++) {
      sample(result, nodes, k, random);
    }
    return result;
  }

  // The nearest distances of a random network: its nodes fall into place one by one.
  private static void sample(SizeEstimate estimate, int nodes, int k, RandomGenerator random) {
    NodeId target = NodeId.random(20, random);
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
    estimate.sample(target, nearest);
  }

  private static NodeId id(BigInteger number) {
    byte[] bytes = new byte[20];
    byte[] digits = number.toByteArray();
    int skip = digits.length > 20 ? digits.length - 20 : 0;
    System.arraycopy(digits, skip, bytes, 20 - digits.length + skip, digits.length - skip);
    return NodeId.of(Bytes.wrap(bytes));
  }
}
