package dev.kith.kv.signed;

import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Signs a node's messages, each once: the same words about the same key have the same signature,
/// and popular keys are asked for often. For one thread.
final class NodeSignatures {
  /// The most messages that are kept.
  static final int MOST = 1_024;

  /// Longer data is signed afresh, so that what is kept stays within nine megabytes.
  static final int MOST_DATA_LENGTH = SignedValue.MAX_TEXT_BYTES;

  private final SigningKey node;

  private final Map<NodeId, NodeMessage> signed =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, NodeMessage> eldest) {
          return size() > MOST;
        }
      };

  NodeSignatures(SigningKey node) {
    this.node = node;
  }

  NodeMessage sign(NodeId key, Optional<String> data) {
    NodeMessage known = signed.get(key);
    if (known != null && known.data().equals(data)) {
      return known;
    }
    NodeMessage message = NodeMessage.sign(node, key, data, NodeMessage.Form.WITH_MODE);
    if (data.map(String::length).orElse(0) <= MOST_DATA_LENGTH) {
      signed.put(key, message);
    }
    return message;
  }

  int size() {
    return signed.size();
  }
}
