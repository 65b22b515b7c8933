package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.CompactPeers;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.World;
import dev.kith.sim.check.Exchanges;
import dev.kith.sim.check.ReplyBudgets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sees all that passes between a node and its socket from one start to the next crash, and
/// complains of what must not be (`reliability.md`, section 2): it knows whom the node has asked
/// and heard, which tokens it gave to whom, and what it has acknowledged, without asking it.
final class Witness implements PacketGate {
  /// The bound on queries in flight in these worlds.
  static final int MOST_IN_FLIGHT = 64;

  private static final Exchanges.Bounds BOUNDS =
      new Exchanges.Bounds(MOST_IN_FLIGHT, Duration.ofSeconds(2), 8);
  private static final long TOKEN_LIFE = Duration.ofSeconds(601).toNanos();
  private static final long TOKEN_SURE = Duration.ofSeconds(299).toNanos();
  private static final long PROOF_SURE = Duration.ofSeconds(590).toNanos();

  private final World world;
  private final Endpoint self;
  private final Truth truth;
  private final Exchanges<Bytes, Bytes, Asked> exchanges;
  private final Shelf shelf = new Shelf();
  private final Map<Grant, Long> tokens = new HashMap<>();
  private final Map<Address, Double> stores = new HashMap<>();
  private final Stranger eavesdropper;
  private boolean crowded;
  private boolean amongFools;

  private record Grant(Bytes token, Address to, NodeId target) {}

  Witness(World world, Endpoint self, Truth truth, ReplyBudgets budgets, Stranger eavesdropper) {
    this(
        world,
        self,
        truth,
        new Exchanges<>(world, self, truth.complaints(), budgets, BOUNDS),
        eavesdropper);
  }

  private Witness(
      World world,
      Endpoint self,
      Truth truth,
      Exchanges<Bytes, Bytes, Asked> exchanges,
      Stranger eavesdropper) {
    this.world = world;
    this.self = self;
    this.truth = truth;
    this.exchanges = exchanges;
    this.eavesdropper = eavesdropper;
  }

  @Override
  public Witness restarted() {
    return new Witness(world, self, truth, exchanges.restarted(), eavesdropper);
  }

  /// From now on more may be stored here than there is room for: what is held is not known.
  void crowd() {
    crowded = true;
  }

  /// From now on queries may be wrong in any way, so error 203 need not be about the token.
  Witness amongFools() {
    amongFools = true;
    return this;
  }

  /// What the node must be holding; `null` if that is not known.
  @Nullable Shelf shelf() {
    return crowded ? null : shelf;
  }

  private void complain(String invariant, String what) {
    exchanges.complain(invariant, what);
  }

  @Override
  public Packet arrived(Endpoint from, Packet packet, int bytes) {
    switch (packet) {
      case QueryPacket query ->
          exchanges.asked(from, query.t().compact(), Asked.of(from, query), bytes);
      case ResponsePacket response -> {
        boolean isAnswer = exchanges.answered(from, response.t()) != null;
        Bytes id = response.r().string("id");
        if (isAnswer && id != null && id.length() == 20) {
          exchanges.verified(new Contact(NodeId.copyOf(id.toArray()), from));
        }
      }
      case ErrorPacket error -> {
        var _ = exchanges.answered(from, error.t());
      }
    }
    return packet;
  }

  @Override
  public void noticed(Event event) {
    exchanges.noticed(event);
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    switch (packet) {
      case QueryPacket query -> {
        exchanges.asks(to, query.t(), query.q());
        eavesdropper.overhears(self, to, query);
      }
      case ResponsePacket response -> {
        var query = exchanges.replies(to, response.t());
        if (query == null) {
          complain("requests", "a response to nothing");
        } else {
          judge(to, query.request(), response.r());
        }
      }
      case ErrorPacket error -> {
        var query = exchanges.replies(to, error.t()); // none, if it could not be read
        if (query != null) {
          judge(to, query.request(), error.code());
        }
      }
    }
    return packet;
  }

  private void judge(Endpoint to, Asked query, BDict r) {
    NodeId target = query.target();
    Bytes nodes = r.string("nodes");
    if (nodes != null) {
      exchanges.names(CompactNodes.decode(nodes, Family.V4));
    }
    if (target == null) {
      return;
    }
    Bytes token = r.string("token");
    if (token != null) {
      tokens.put(new Grant(token.compact(), to.address(), target), world.now());
    }
    switch (query.method()) {
      case "get" -> served(to, target, r);
      case "get_peers" -> named(target, r.list("values"));
      case "put" -> stored(to, target, query);
      case "announce_peer" -> announced(to, target, query);
      default -> {}
    }
  }

  private void served(Endpoint to, NodeId target, BDict r) {
    BValue v = r.find("v");
    if (v == null) {
      boolean whole = exchanges.hasProved(to.address(), PROOF_SURE);
      Shelf.Held held = shelf.item(world.now() + 1_000_000_000L, target);
      if (whole && !crowded && held != null) {
        complain("lost", target + " acknowledged, and not served");
      }
      return;
    }
    String objection =
        shelf.objection(world.now(), target, v.raw(), r.has("k") ? r.integer("seq", 0) : -1);
    if (objection != null) {
      complain("served", target + ": " + objection);
    }
  }

  private void named(NodeId infoHash, @Nullable BList values) {
    if (values == null) {
      return;
    }
    for (Endpoint peer : CompactPeers.decode(values, Family.V4)) {
      if (!shelf.mayName(world.now(), infoHash, peer)) {
        complain("served", peer + " named for " + infoHash + ", unknown or expired");
      }
    }
  }

  private void stored(Endpoint to, NodeId target, Asked query) {
    accepted(to, target, query);
    if (!truth.holds(target, query.encoded(), query.seq())) {
      complain("thin air", "took what nobody may store at " + target);
    }
    String objection = shelf.objection(world.now(), target, query);
    if (objection != null && !crowded) {
      complain("monotonic", target + ": " + objection);
    }
    shelf.keep(world.now(), target, query);
  }

  private void announced(Endpoint to, NodeId target, Asked query) {
    accepted(to, target, query);
    if (query.peer() != null) {
      shelf.announced(world.now(), target, query.peer());
    }
  }

  private void accepted(Endpoint to, NodeId target, Asked query) {
    Long granted = tokens.get(new Grant(query.token(), to.address(), target));
    if (granted == null || world.now() - granted > TOKEN_LIFE) {
      complain("tokens", query.method() + " by " + to + " accepted with a token not his, or old");
    }
    exchanges.proves(to.address());
    // Ten at once and two a second: of the n-th store the earliest time is known.
    double seconds = world.now() / 1e9;
    double earliest = Math.max(stores.getOrDefault(to.address(), 0.0), seconds - 5) + 0.5;
    stores.put(to.address(), earliest);
    if (earliest > seconds + 0.6) {
      complain("bounds", "too many stores taken from " + to.address());
    }
  }

  private void judge(Endpoint to, Asked query, int code) {
    NodeId target = query.target();
    boolean isStore = query.method().equals("put") || query.method().equals("announce_peer");
    if (target == null || !isStore) {
      return;
    }
    if (code != 203) {
      exchanges.proves(to.address()); // the token was good
    }
    if (crowded) {
      return;
    }
    Shelf.Held held = shelf.item(world.now() - 1_000_000_000L, target);
    switch (code) {
      case 203 -> {
        Long granted = tokens.get(new Grant(query.token(), to.address(), target));
        if (!amongFools && granted != null && world.now() - granted < TOKEN_SURE) {
          complain("tokens", "refused a good token of " + to);
        }
      }
      case 301 -> {
        if (held == null || query.cas().isEmpty() || query.cas().getAsLong() == held.seq()) {
          complain("monotonic", "cas refused for no reason at " + target);
        }
      }
      case 302 -> {
        boolean newer = held == null || query.seq() > held.seq();
        if (newer) {
          complain("monotonic", "seq refused for no reason at " + target);
        }
      }
      default -> {}
    }
  }
}
