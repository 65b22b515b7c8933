package dev.kith.sim.link;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network address translator: what it has mapped, to whom it is open, and for how long.
///
/// Only what goes out keeps a mapping alive (RFC 4787, REQ-6). Told the time in nanoseconds; for
/// one thread.
public final class NatBox {
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 45_000;

  private final NatKind kind;
  private final long timeoutNanos;
  private Address outside;
  private final Map<Flow, Mapping> byFlow = new HashMap<>();
  private final Map<Integer, Mapping> byPort = new HashMap<>();
  private int nextPort;
  private @Nullable Address onlyInside;

  /// A box at the address `outside` that forgets a mapping unused for `timeout`.
  public NatBox(NatKind kind, Address outside, Duration timeout) {
    this.kind = kind;
    this.outside = outside;
    this.timeoutNanos = timeout.toNanos();
  }

  /// How it maps and filters.
  public NatKind kind() {
    return kind;
  }

  /// The address it shows to the outside.
  public Address outside() {
    return outside;
  }

  /// The number of mappings, dead ones not yet reused included.
  public int mappings() {
    return byPort.size();
  }

  /// Forgets every mapping: later datagrams get new ports, as after a restart of the box.
  public void rebind() {
    byFlow.clear();
    byPort.clear();
  }

  /// Takes another outside address and forgets every mapping.
  public void move(Address newOutside) {
    outside = newOutside;
    rebind();
  }

  /// A datagram goes out from `inside` to `remote`; returns the endpoint it seems to come from.
  public Endpoint outbound(long now, Endpoint inside, Endpoint remote) {
    if (kind == NatKind.OPEN) {
      onlyInside = inside.address();
      return new Endpoint(outside, inside.port());
    }
    Flow flow = new Flow(inside, kind == NatKind.SYMMETRIC ? remote : null);
    Mapping mapping = byFlow.get(flow);
    if (mapping == null || isExpired(mapping.lastUsed, now)) {
      mapping = map(now, flow);
    }
    mapping.lastUsed = now;
    mapping.permit(remote, now, timeoutNanos);
    return new Endpoint(outside, mapping.port);
  }

  /// A datagram comes in from `remote` for the outside `port`; returns the inside endpoint it goes
  /// to, or `null` if it is dropped.
  public @Nullable Endpoint inbound(long now, int port, Endpoint remote) {
    if (kind == NatKind.OPEN) {
      return onlyInside == null ? null : new Endpoint(onlyInside, port);
    }
    Mapping mapping = byPort.get(port);
    if (mapping == null || isExpired(mapping.lastUsed, now)) {
      return null;
    }
    boolean admitted =
        switch (kind) {
          case OPEN, FULL_CONE -> true;
          case ADDRESS_RESTRICTED -> isPermitted(mapping.addresses.get(remote.address()), now);
          case PORT_RESTRICTED, SYMMETRIC -> isPermitted(mapping.endpoints.get(remote), now);
        };
    return admitted ? mapping.inside : null;
  }

  /// Says who is inside an open box, before that host has sent anything.
  public void expose(Address inside) {
    onlyInside = inside;
  }

  private Mapping map(long now, Flow flow) {
    Mapping old = byFlow.remove(flow);
    if (old != null) {
      byPort.remove(old.port);
    }
    for (int tries = 0; tries < PORTS; tries++) {
      int port = FIRST_PORT + nextPort++ % PORTS;
      Mapping holder = byPort.get(port);
      if (holder != null && !isExpired(holder.lastUsed, now)) {
        continue;
      }
      if (holder != null) {
        byFlow.remove(holder.flow);
      }
      Mapping mapping = new Mapping(flow, port);
      byFlow.put(flow, mapping);
      byPort.put(port, mapping);
      return mapping;
    }
    throw new IllegalStateException("the NAT at " + outside + " has no port left");
  }

  private boolean isExpired(long lastUsed, long now) {
    return now - lastUsed > timeoutNanos;
  }

  private boolean isPermitted(@Nullable Long lastSent, long now) {
    return lastSent != null && !isExpired(lastSent, now);
  }

  private record Flow(Endpoint inside, @Nullable Endpoint remote) {}

  private static final class Mapping {
    private static final int MOST_PERMITTED = 4_096;

    final Flow flow;
    final Endpoint inside;
    final int port;
    // Oldest first.
    final Map<Endpoint, Long> endpoints = new LinkedHashMap<>();
    final Map<Address, Long> addresses = new LinkedHashMap<>();
    long lastUsed;

    Mapping(Flow flow, int port) {
      this.flow = flow;
      this.inside = flow.inside();
      this.port = port;
    }

    void permit(Endpoint remote, long now, long timeoutNanos) {
      renew(endpoints, remote, now, timeoutNanos);
      renew(addresses, remote.address(), now, timeoutNanos);
    }

    private static <T> void renew(Map<T, Long> permitted, T remote, long now, long timeoutNanos) {
      permitted.remove(remote);
      permitted.put(remote, now);
      var oldest = permitted.entrySet().iterator();
      while (oldest.hasNext()) {
        long lastSent = oldest.next().getValue();
        if (permitted.size() <= MOST_PERMITTED && now - lastSent <= timeoutNanos) {
          return;
        }
        oldest.remove();
      }
    }
  }
}
