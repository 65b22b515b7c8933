package dev.kith.mainline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.store.SizeEstimate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The test data of the network that concern the engine.
final class EngineVectorsTest {
  @Test
  void ids_are_ordered_by_xor_distance() {
    JsonNode vector = Vectors.at("/xor_order");
    NodeId target = NodeId.hex(vector.required("target").asString());
    List<NodeId> sorted =
        vector
            .required("sorted_nearest_first")
            .valueStream()
            .map(id -> NodeId.hex(id.asString()))
            .toList();
    List<NodeId> ids = new ArrayList<>(sorted);
    Collections.reverse(ids);

    ids.sort(target::compareDistance);

    assertThat(ids).isEqualTo(sorted);
  }

  @Test
  void the_order_is_exact_to_the_last_bit() {
    JsonNode pair = Vectors.at("/xor_order/precise_pair");
    NodeId target = NodeId.hex(pair.required("target").asString());
    NodeId nearer = NodeId.hex(pair.required("nearer").asString());
    NodeId farther = NodeId.hex(pair.required("farther").asString());

    assertThat(target.compareDistance(nearer, farther)).isNegative();
    assertThat(target.compareDistance(farther, nearer)).isPositive();
  }

  @Test
  void the_size_of_the_network_is_estimated_from_the_nearest_nodes() {
    JsonNode vector = Vectors.at("/size_estimate");
    long expected = vector.required("estimate").asLong();
    BigInteger step = BigInteger.TWO.pow(160).divide(BigInteger.valueOf(expected));
    List<NodeId> nearest = new ArrayList<>();
    for (int i = 1; i <= vector.required("k").asInt(); i++) {
      nearest.add(id(step.multiply(BigInteger.valueOf(i))));
    }
    SizeEstimate estimate = new SizeEstimate(id(BigInteger.TWO.pow(159)));

    estimate.sample(0, id(BigInteger.ZERO), nearest);

    assertThat(estimate.nodes(0)).isCloseTo((double) expected, within(1.0));
  }

  private static NodeId id(BigInteger number) {
    String hex = number.toString(16);
    return NodeId.of(Bytes.hex("0".repeat(40 - hex.length()) + hex));
  }
}
