package dev.kith.mainline.sim;

import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.mainline.wire.Packet;
import dev.kith.sim.gate.Gate;
import org.jspecify.annotations.Nullable;

/// Stands between a node and its socket: sees every packet, and may change or keep it.
interface PacketGate extends Gate<Packet> {
  /// Lets everything pass.
  PacketGate OPEN = new PacketGate() {};

  /// What the node gets of a packet that has arrived; `null` for nothing.
  default @Nullable Packet arrived(Endpoint from, Packet packet) {
    return packet;
  }

  @Override
  default @Nullable Packet arrived(Endpoint from, Packet packet, int bytes) {
    return arrived(from, packet);
  }

  /// The node has reported something of itself.
  default void noticed(Event event) {}

  /// What stands before the socket after a restart of the node.
  default PacketGate restarted() {
    return this;
  }
}
