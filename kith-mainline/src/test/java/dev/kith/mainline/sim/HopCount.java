package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.HashMap;
import java.util.Map;

/// Watches one lookup at its searcher: how many hops away each node was met.
final class HopCount implements PacketGate {
  private final Bytes target;
  private final Map<Endpoint, Integer> hops = new HashMap<>();
  private final Map<Bytes, Endpoint> asked = new HashMap<>();

  HopCount(NodeId target) {
    this.target = target.bytes();
  }

  /// The hops to `endpoint`: 1 if the searcher knew it, 0 if it was never met.
  int of(Endpoint endpoint) {
    return hops.getOrDefault(endpoint, 0);
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    if (packet instanceof QueryPacket query && target.equals(query.a().string("target"))) {
      hops.putIfAbsent(to, 1);
      asked.put(query.t(), to);
    }
    return packet;
  }

  @Override
  public Packet arrived(Endpoint from, Packet packet) {
    if (packet instanceof ResponsePacket reply && from.equals(asked.get(reply.t()))) {
      Bytes packed = reply.r().string("nodes");
      for (Contact contact :
          CompactNodes.decode(packed == null ? Bytes.EMPTY : packed, Family.V4)) {
        hops.putIfAbsent(contact.endpoint(), of(from) + 1);
      }
    }
    return packet;
  }
}
