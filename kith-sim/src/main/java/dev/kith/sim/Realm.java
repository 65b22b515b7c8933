package dev.kith.sim;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One space of addresses: the public one, or the inside of a NAT. Who listens where.
///
/// Hosts at addresses of [Addresses] are found by computation, all others by a map.
final class Realm {
  private final World world;
  private final Map<Endpoint, SimWire<?>> wires = new HashMap<>();
  private final Map<Address, SimHost> hosts = new HashMap<>();

  Realm(World world) {
    this.world = world;
  }

  void add(SimHost host, Address address) {
    hosts.putIfAbsent(address, host);
  }

  void forget(SimHost host, Address address) {
    hosts.remove(address, host);
  }

  boolean holds(Address address) {
    return hosts.containsKey(address);
  }

  /// The host with `address`; where several share it, the first.
  @Nullable SimHost hostAt(Address address) {
    return hosts.get(address);
  }

  @Nullable SimWire<?> wireAt(Endpoint endpoint) {
    SimHost numbered = world.numbered(endpoint.address());
    if (numbered != null && numbered.realm() == this) {
      return numbered.wireAt(endpoint);
    }
    return wires.isEmpty() ? null : wires.get(endpoint);
  }

  void add(SimWire<?> wire) {
    SimHost host = wire.host();
    wire.next = host.wires();
    host.wires(wire);
    if (world.numbered(wire.source().address()) != host) {
      wires.put(wire.source(), wire);
    }
  }

  void remove(SimWire<?> wire) {
    wires.remove(wire.source(), wire);
    SimHost host = wire.host();
    SimWire<?> before = host.wires();
    if (before == wire) {
      host.wires(wire.next);
      return;
    }
    while (before != null && before.next != wire) {
      before = before.next;
    }
    if (before != null) {
      before.next = wire.next;
    }
  }
}
