package dev.kith.mainline.krpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import org.jspecify.annotations.Nullable;

/// The answer to a query.
///
/// @param node where it came from
/// @param id the id the node gives itself, or `null` if it gave none of the right length; never
///   `null` in a lookup
/// @param packet the whole packet
public record KRpcReply(Endpoint node, @Nullable NodeId id, ResponsePacket packet) {
  /// The results.
  public BDict r() {
    return packet.r();
  }

  /// The token for writing to that node, or `null`.
  public @Nullable Bytes token() {
    return packet.r().string("token");
  }

  /// The node that answered, with its token: what [KRpc#queryAll] takes.
  public RemoteNode from() {
    return new RemoteNode(node, id, token());
  }
}
