package dev.kith.mainline.sim;

import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.Packet;
import org.jspecify.annotations.Nullable;

/// Stands between a node and its socket: sees every packet, and may change or keep it.
interface PacketGate {
  /// Lets everything pass.
  PacketGate OPEN = new PacketGate() {};

  /// What the node gets of a packet that has arrived; `null` for nothing.
  default @Nullable Packet arrived(Endpoint from, Packet packet) {
    return packet;
  }

  /// What goes out of a packet that the node sends; `null` for nothing.
  default @Nullable Packet leaving(Endpoint to, Packet packet) {
    return packet;
  }
}
