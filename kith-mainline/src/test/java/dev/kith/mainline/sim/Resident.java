package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.wire.Packet;
import dev.kith.sim.SimHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A production node on a simulated host of its own. It comes back with its id when the host
/// restarts. A [PacketGate] can be put before its socket at any time.
final class Resident implements PacketGate {
  private final SimHost host;
  private final NodeId id;
  private final Endpoint endpoint;
  private final EventCounts events = new EventCounts();
  private PacketGate gate;
  private CompletableFuture<Mainline> started = new CompletableFuture<>();
  private CompletableFuture<?> joined = new CompletableFuture<>();

  Resident(SimHost host, NodeId id, MainlineOptions.Builder options, PacketGate gate) {
    this.host = host;
    this.id = id;
    this.gate = gate;
    this.endpoint = host.endpoint(MainlineWorld.PORT);
    MainlineOptions mine = options.id(id).listen(endpoint).observer(events).build();
    host.start(there -> begin(new GatedLoop(there.loop(), this), mine));
  }

  private void begin(Loop loop, MainlineOptions mine) {
    started = Mainline.startOn(loop, mine);
    joined = started.thenCompose(Mainline::joined);
  }

  SimHost host() {
    return host;
  }

  NodeId id() {
    return id;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Contact contact() {
    return new Contact(id, endpoint);
  }

  /// What it has reported of itself.
  EventCounts events() {
    return events;
  }

  /// Puts `other` before its socket from now on.
  void gate(PacketGate other) {
    gate = other;
  }

  @Override
  public @Nullable Packet arrived(Endpoint from, Packet packet) {
    return gate.arrived(from, packet);
  }

  @Override
  public @Nullable Packet leaving(Endpoint to, Packet packet) {
    return gate.leaving(to, packet);
  }

  /// The node, once it answers requests.
  CompletableFuture<Mainline> started() {
    return started;
  }

  /// The running node.
  Mainline node() {
    return started.resultNow();
  }

  /// Done when it has joined, well or not.
  CompletableFuture<?> joined() {
    return joined;
  }

  /// Whether it is up and has joined, well or not.
  boolean isReady() {
    return host.isUp() && joined.isDone();
  }

  /// The contacts of its table. Takes a turn of its loop.
  CompletableFuture<List<Contact>> contacts() {
    return node().contacts().thenApply(ArrayList::new);
  }

  @Override
  public String toString() {
    return id + " on " + host;
  }
}
