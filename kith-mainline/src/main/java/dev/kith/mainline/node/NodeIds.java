package dev.kith.mainline.node;

import dev.kith.core.id.NodeId;
import java.util.random.RandomGenerator;

/// Ids of the mainline DHT: 20 bytes.
final class NodeIds {
  static final int BYTES = 20;

  private NodeIds() {}

  static NodeId random(RandomGenerator random) {
    return NodeId.random(BYTES, random);
  }
}
