package dev.kith.node.mainline;

import dev.kith.core.id.NodeId;
import dev.kith.node.text.Hex;
import picocli.CommandLine.ITypeConverter;

/// Reads the ids, targets and info-hashes of this network: 20 bytes.
final class Ids implements ITypeConverter<NodeId> {
  static final int BYTES = 20;

  /// What a field holds until it is filled.
  static final NodeId NONE = NodeId.hex("00".repeat(BYTES));

  @Override
  public NodeId convert(String text) {
    return Hex.parseId(text, BYTES);
  }
}
