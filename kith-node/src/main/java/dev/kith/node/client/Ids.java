package dev.kith.node.client;

import dev.kith.core.id.NodeId;
import dev.kith.node.text.Hex;
import picocli.CommandLine.ITypeConverter;

/// Reads ids, targets, digests and info-hashes of 20 bytes.
public final class Ids implements ITypeConverter<NodeId> {
  /// Their length.
  public static final int BYTES = 20;

  /// What a field holds until it is filled.
  public static final NodeId NONE = NodeId.hex("00".repeat(BYTES));

  /// A reader; all are alike.
  public Ids() {}

  @Override
  public NodeId convert(String text) {
    return Hex.parseId(text, BYTES);
  }
}
