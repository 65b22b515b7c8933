package dev.kith.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.sim.link.Drop;
import dev.kith.sim.link.Passage;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The way from socket to socket: finds the receiver, asks the links what becomes of a datagram and
/// puts it into the world's queue.
///
/// A plain delivery waits there as the numbers of two sockets and its content. Everything else
/// (through a NAT, from a forged source, held back for long) is a [Packet].
final class Network {
  private static final int FIRST_FREE_PORT = 49_152;
  private static final int PORTS = 65_536;
  // A socket's number is given away again only when nothing for the old one can be under way.
  private static final long NUMBER_RESTS = 600_000_000_000L;
  private static final long LONGEST_PLAIN_DELAY = 300_000_000_000L;

  private final World world;
  private final boolean handsOver;
  private final Tally tally;
  private final Realm realm;
  private final byte[] outgoing = new byte[PORTS];
  private final byte[] incoming = new byte[PORTS];
  private final List<@Nullable SimWire<?>> wires = new ArrayList<>();
  private final Queue<Resting> resting = new ArrayDeque<>();
  private final List<Tap> taps = new ArrayList<>();
  private final Passage passage = new Passage();
  private final Routes routes;
  private @Nullable Object encoded; // what lies in outgoing
  private int encodedLength;

  Network(World world, boolean handsOver, long seed) {
    this.world = world;
    this.handsOver = handsOver;
    this.tally = world.tally();
    this.realm = new Realm(world);
    this.routes = new Routes(world, seed);
  }

  boolean handsOver() {
    return handsOver;
  }

  Tally tally() {
    return tally;
  }

  Realm realm() {
    return realm;
  }

  byte[] outgoing() {
    return outgoing;
  }

  /// Writes `message` to [#outgoing] and returns its length. Nodes ask for the size of a message
  /// and then send it: what lies there already is not written again.
  @SuppressWarnings("ReferenceEquality") // comparing messages would cost more than writing them
  <M> int encode(Codec<M> codec, M message) {
    if (message != encoded) {
      encoded = null; // in case the codec fails halfway
      encodedLength = codec.encode(message, outgoing);
      encoded = message;
    }
    return encodedLength;
  }

  byte[] incoming() {
    return incoming;
  }

  void tap(Tap tap) {
    taps.add(tap);
  }

  <M> SimWire<M> open(SimHost host, Endpoint local, Codec<M> codec, Inbox<M> inbox)
      throws BindException {
    Address address = host.bindable(local.address());
    int port = local.port() == 0 ? freePort(host, address) : local.port();
    Endpoint source = new Endpoint(address, port);
    if (host.realm().wireAt(source) != null) {
      throw new BindException("Address already in use: " + source);
    }
    Endpoint bound = address.equals(local.address()) ? source : new Endpoint(local.address(), port);
    SimWire<M> wire = new SimWire<>(this, host, bound, source, codec, inbox);
    wire.index = number(wire);
    host.realm().add(wire);
    return wire;
  }

  void closed(SimWire<?> wire) {
    wire.host().realm().remove(wire);
    resting.add(new Resting(wire.index, world.now() + NUMBER_RESTS));
  }

  /// A node sends.
  void send(SimWire<?> from, Endpoint to, Object payload, int bytes) {
    SimHost host = from.host();
    NatGate gate = host.gate();
    tally.sent(bytes);
    if (gate == null || gate.realm().holds(to.address())) {
      send(from, host, from.source(), to, payload, bytes);
    } else {
      Endpoint source = gate.box().outbound(world.now(), from.source(), to);
      send(null, host, source, to, payload, bytes);
    }
  }

  /// Somebody sends under a name that need not be his own; the datagram starts at `origin`.
  void forge(SimHost origin, Endpoint source, Endpoint to, Object payload) {
    int bytes = payload instanceof byte[] datagram ? datagram.length : 0;
    tally.sent(bytes);
    send(null, origin, source, to, payload, bytes);
  }

  // Goes out under the name of `plainFrom`, or, if that is null, under another one.
  private void send(
      @Nullable SimWire<?> plainFrom,
      SimHost host,
      Endpoint source,
      Endpoint to,
      Object payload,
      int bytes) {
    for (Tap tap : taps) {
      tap.sent(world.now(), source, to, bytes);
    }
    NatGate far = world.gateAt(to.address());
    SimWire<?> target = target(host, source, to, far);
    if (target == null) {
      drop(far != null ? Drop.NAT : whyNobody(host, to));
      return;
    }
    RandomGenerator random = host.weather();
    routes.pass(host, target.host(), bytes, random, passage);
    Drop drop = passage.drop();
    if (drop != null) {
      drop(drop);
      return;
    }
    SimWire<?> plain = far == null ? plainFrom : null;
    deliverAfter(passage.delay(), plain, source, to, target, payload);
    if (passage.copyDelay() >= 0) {
      deliverAfter(passage.copyDelay(), plain, source, to, target, payload);
    }
  }

  private @Nullable SimWire<?> target(
      SimHost host, Endpoint source, Endpoint to, @Nullable NatGate far) {
    if (!to.isUsable() || to.isV4() != source.isV4()) {
      return null;
    }
    if (far != null) {
      Endpoint inside = far.box().inbound(world.now(), to.port(), source);
      return inside == null ? null : far.realm().wireAt(inside);
    }
    NatGate near = host.gate();
    return near != null && near.realm().holds(to.address())
        ? near.realm().wireAt(to)
        : realm.wireAt(to);
  }

  private Drop whyNobody(SimHost host, Endpoint to) {
    SimHost there = world.hostAt(to.address());
    return there != null && there != host && !there.isUp() ? Drop.DOWN : Drop.UNREACHABLE;
  }

  private void deliverAfter(
      long delay,
      @Nullable SimWire<?> plainFrom,
      Endpoint source,
      Endpoint to,
      SimWire<?> target,
      Object payload) {
    long wait = Math.max(delay, target.host().cloggedFor());
    if (plainFrom != null && wait <= LONGEST_PLAIN_DELAY) {
      world.scheduleDelivery(wait, payload, (long) plainFrom.index << 32 | target.index);
    } else {
      world.schedule(wait, new Packet(this, source, to, payload, target));
    }
  }

  /// A plain delivery is due.
  void deliver(long route, Object payload) {
    SimWire<?> target = wires.get((int) route);
    SimWire<?> from = wires.get((int) (route >>> 32));
    if (target == null || from == null || !target.isOpen()) {
      drop(Drop.DOWN);
    } else if (target.host().isHeld()) {
      if (target.host().holdDatagram()) {
        world.scheduleDelivery(target.host().heldFor(), payload, route);
      } else {
        drop(Drop.PAUSED);
      }
    } else {
      target.receive(from.source(), payload);
    }
  }

  /// A packet is due.
  void arrive(Packet packet) {
    SimWire<?> target = packet.target;
    if (!target.isOpen()) {
      drop(Drop.DOWN);
      return;
    }
    NatGate gate = world.gateAt(packet.to.address());
    if (gate != null && gate.box().inbound(world.now(), packet.to.port(), packet.source) == null) {
      drop(Drop.NAT);
    } else if (target.host().isHeld()) {
      if (target.host().holdDatagram()) {
        world.schedule(target.host().heldFor(), packet);
      } else {
        drop(Drop.PAUSED);
      }
    } else {
      target.receive(packet.source, packet.payload);
    }
  }

  Object payloadOf(Bytes datagram) {
    if (handsOver) {
      throw new IllegalStateException("this world hands messages over; it has no datagrams");
    }
    return datagram.toArray();
  }

  private void drop(Drop cause) {
    world.trace().add(tally.drop(cause), world.now());
  }

  private int number(SimWire<?> wire) {
    Resting oldest = resting.peek();
    if (oldest != null && oldest.until <= world.now()) {
      resting.remove();
      wires.set(oldest.number, wire);
      return oldest.number;
    }
    wires.add(wire);
    return wires.size() - 1;
  }

  private int freePort(SimHost host, Address address) throws BindException {
    for (int port = FIRST_FREE_PORT; port < PORTS; port++) {
      if (host.realm().wireAt(new Endpoint(address, port)) == null) {
        return port;
      }
    }
    throw new BindException("no free port at " + address);
  }

  /// A datagram that is not a plain delivery.
  static final class Packet implements Occurrence {
    private final Network network;
    final Endpoint source;
    final Endpoint to;
    final Object payload;
    final SimWire<?> target;

    Packet(Network network, Endpoint source, Endpoint to, Object payload, SimWire<?> target) {
      this.network = network;
      this.source = source;
      this.to = to;
      this.payload = payload;
      this.target = target;
    }

    @Override
    public int kind() {
      return target.host().index();
    }

    @Override
    public void happen() {
      network.arrive(this);
    }
  }

  private record Resting(int number, long until) {}
}
