package dev.kith.mainline.sim;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.wire.Packet;
import dev.kith.sim.SimHost;
import dev.kith.sim.crowd.Member;
import dev.kith.sim.gate.GatedLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A production node on a simulated host of its own. It comes back with its id when the host
/// restarts. A [PacketGate] can be put before its socket at any time.
final class Resident implements Member, PacketGate {
  private final SimHost host;
  private final NodeId id;
  private final Endpoint endpoint;
  private EventCounts events = new EventCounts();
  private boolean hasStarted;
  private PacketGate gate;
  private CompletableFuture<Mainline> started = new CompletableFuture<>();
  private CompletableFuture<?> joined = new CompletableFuture<>();

  Resident(SimHost host, NodeId id, MainlineOptions.Builder options, PacketGate gate) {
    this.host = host;
    this.id = id;
    this.gate = gate;
    this.endpoint = host.endpoint(MainlineWorld.PORT);
    MainlineOptions mine = options.id(id).listen(endpoint).observer(this::noticed).build();
    host.start(there -> begin(new GatedLoop<>(there.loop(), this), mine));
  }

  private void begin(Loop loop, MainlineOptions mine) {
    events = new EventCounts();
    gate = hasStarted ? gate.restarted() : gate;
    hasStarted = true;
    started = Mainline.startOn(loop, mine);
    joined = started.thenCompose(Mainline::joined);
  }

  @Override
  public SimHost host() {
    return host;
  }

  @Override
  public NodeId id() {
    return id;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  Contact contact() {
    return new Contact(id, endpoint);
  }

  /// What it has reported of itself since it last started.
  EventCounts events() {
    return events;
  }

  /// Puts `other` before its socket from now on.
  void gate(PacketGate other) {
    gate = other;
  }

  @Override
  public @Nullable Packet arrived(Endpoint from, Packet packet, int bytes) {
    return gate.arrived(from, packet, bytes);
  }

  @Override
  public void noticed(Event event) {
    events.on(event);
    gate.noticed(event);
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

  /// Whether it is up and has not restarted since `node` was [#node].
  boolean isRunning(Mainline node) {
    return host.isUp() && started.state() == Future.State.SUCCESS && node() == node;
  }

  /// Whether it could not start: what it had saved could not be read.
  boolean hasFailed() {
    return host.isUp() && started.isCompletedExceptionally();
  }

  /// What it must be holding, if a [Witness] stands before its socket and knows.
  @Nullable Shelf shelf() {
    return gate instanceof Witness witness ? witness.shelf() : null;
  }

  /// Lets its [Witness] know that more is stored on it than it has room for.
  void crowd() {
    if (gate instanceof Witness witness) {
      witness.crowd();
    }
  }

  @Override
  public CompletableFuture<?> joined() {
    return joined;
  }

  /// Whether it is up and has joined, well or not.
  boolean isReady() {
    return host.isUp() && joined.isDone() && started.state() == Future.State.SUCCESS;
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
