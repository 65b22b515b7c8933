package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.observe.Event;
import dev.kith.core.store.Votes;
import dev.kith.mainline.MainlineOptions;
import dev.kith.mainline.id.SecureIds;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How one home stands towards the others: as whom they see it, and whether it serves them.
///
/// Off the public network a home serves unless it is told to be read-only. On the public network it
/// begins read-only (BEP 43), because most hosts cannot be reached from outside and a node that
/// cannot be reached only costs the others time. The nodes it asks tell it its external endpoint
/// (BEP 42); once enough of them agree, it takes an id that fits, and sends a ping to that
/// endpoint: if its own ping comes back in from outside, it is reachable, and serves from then on.
final class Standing {
  private static final long PROBE = TimeUnit.MINUTES.toNanos(5);

  private final Home home;
  private final Loop loop;
  private final boolean adaptive;
  private final Votes<Address, Endpoint> votes = new Votes<>();
  private boolean readOnly;
  private Loop.@Nullable Timer timer;
  private @Nullable Wire<Packet> probe;
  private Bytes probeId = Bytes.EMPTY;

  Standing(Home home, MainlineOptions options) {
    this.home = home;
    this.loop = home.loop();
    this.adaptive = options.publicNetwork() && !options.readOnly();
    this.readOnly = options.readOnly() || adaptive;
    if (adaptive) {
      timer = loop.after(TimeUnit.SECONDS.toNanos(15), this::probe);
    }
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /// Our endpoint as most other nodes see it.
  Optional<Endpoint> external() {
    return votes.majority();
  }

  /// Takes note of the endpoint that a reply from `voter` says we have.
  void claimed(Endpoint voter, ResponsePacket reply) {
    Endpoint claim = reply.ip();
    if (claim == null || !claim.isUsable() || !home.family().has(claim.address())) {
      return;
    }
    // A node beside us sees another address of ours than the world does.
    if (claim.address().isLocal() && !voter.address().isLocal()) {
      return;
    }
    votes.cast(voter.address().block(), claim);
    if (home.options().publicNetwork() && home.options().id().isEmpty()) {
      votes.majority().map(Endpoint::address).ifPresent(this::fit);
    }
  }

  private void fit(Address external) {
    if (!SecureIds.fits(home.id(), external)) {
      home.adopt(SecureIds.random(external, loop.random()));
      home.observer().on(new Event.HealthChanged("id", "the id now fits our address " + external));
    }
  }

  /// Whether a query is to be served. A probe of ours that has come in is the proof that we can be
  /// reached.
  boolean mayServe(QueryPacket query) {
    if (readOnly && probe != null && query.t().equals(probeId)) {
      reachable();
      return false;
    }
    return !readOnly;
  }

  private void reachable() {
    readOnly = false;
    endProbe();
    home.announceReadOnly(false);
    home.observer()
        .on(new Event.HealthChanged("reachable", "strangers can reach us: serving from now on"));
  }

  private void probe() {
    endProbe();
    timer = null;
    if (!readOnly) {
      return;
    }
    external().ifPresent(this::probe);
    timer = loop.after(PROBE, this::probe);
  }

  private void probe(Endpoint self) {
    byte[] unguessable = new byte[16];
    loop.random().nextBytes(unguessable);
    probeId = Bytes.wrap(unguessable);
    try {
      probe = loop.open(new Endpoint(home.local().address(), 0), new KrpcCodec(), new Deaf());
      probe.send(self, QueryPacket.of(probeId, Queries.PING, Queries.ping(home.id())));
    } catch (IOException noSocket) {
      home.observer()
          .on(new Event.HealthChanged("no probe", "cannot test reachability: " + noSocket));
    }
  }

  private void endProbe() {
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }

  void close() {
    endProbe();
    if (timer != null) {
      timer.cancel();
    }
  }

  /// Takes nothing in.
  private static final class Deaf implements Inbox<Packet> {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      return false;
    }

    @Override
    public void received(Endpoint from, Packet message, int bytes) {}

    @Override
    public void malformed(Endpoint from, MalformedException why) {}
  }
}
