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
import dev.kith.sim.check.ReplyBudgets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sees all that passes between a node and its socket from one start to the next crash, and
/// complains of what must not be (`reliability.md`, section 2): it knows whom the node has asked
/// and heard, which tokens it gave to whom, and what it has acknowledged, without asking it.
final class Witness implements PacketGate {
  /// The bound on queries in flight in these worlds.
  static final int MOST_IN_FLIGHT = 64;

  // A host may stand still for a minute, several times on end, and only then read what came.
  private static final long LATEST_ANSWER = Duration.ofMinutes(5).toNanos();
  private static final long SHORTEST_TIMEOUT = Duration.ofMillis(1_990).toNanos();
  private static final long TOKEN_LIFE = Duration.ofSeconds(601).toNanos();
  private static final long TOKEN_SURE = Duration.ofSeconds(299).toNanos();
  private static final long PROOF_LIFE = Duration.ofSeconds(630).toNanos();
  private static final long PROOF_SURE = Duration.ofSeconds(590).toNanos();
  private static final int MOST_ASKED = 2_048;
  private static final int MOST_CONTACTS = 8;

  private final World world;
  private final Endpoint self;
  private final Truth truth;
  private final ReplyBudgets budgets;
  private final Shelf shelf = new Shelf();
  private final Map<Bytes, Sent> sent = new LinkedHashMap<>();
  private final Deque<Sent> recent = new ArrayDeque<>();
  private final Map<Question, Asked> asked = new LinkedHashMap<>();
  private final Map<Grant, Long> tokens = new HashMap<>();
  private final Map<Address, Long> proved = new HashMap<>();
  private final Set<Contact> verified = new HashSet<>();
  private final Map<Address, Double> stores = new HashMap<>();
  private final Stranger eavesdropper;
  private @Nullable Endpoint matched;
  private boolean crowded;
  private boolean amongFools;

  private static final class Sent {
    final Endpoint to;
    final long at;
    boolean isAnswered;

    Sent(Endpoint to, long at) {
      this.to = to;
      this.at = at;
    }
  }

  private record Question(Endpoint from, Bytes t) {}

  private record Grant(Bytes token, Address to, NodeId target) {}

  Witness(World world, Endpoint self, Truth truth, ReplyBudgets budgets, Stranger eavesdropper) {
    this.world = world;
    this.self = self;
    this.truth = truth;
    this.budgets = budgets;
    this.eavesdropper = eavesdropper;
  }

  @Override
  public Witness restarted() {
    return new Witness(world, self, truth, budgets, eavesdropper);
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
    truth.complain(invariant + ": " + self + " at " + world.elapsed() + ": " + what);
  }

  @Override
  public Packet arrived(Endpoint from, Packet packet, int bytes) {
    matched = null;
    switch (packet) {
      case QueryPacket query -> {
        asked.put(new Question(from, query.t().compact()), Asked.of(from, query, bytes));
        if (asked.size() > MOST_ASKED) {
          asked.remove(asked.keySet().iterator().next());
        }
      }
      case ResponsePacket response -> answered(from, response.t(), response.r().string("id"));
      case ErrorPacket error -> answered(from, error.t(), null);
    }
    return packet;
  }

  private void answered(Endpoint from, Bytes t, @Nullable Bytes id) {
    Sent query = sent.get(t);
    if (query == null || !query.to.equals(from) || world.now() - query.at > LATEST_ANSWER) {
      return;
    }
    query.isAnswered = true;
    matched = from;
    proved.put(from.address(), world.now());
    if (id != null && id.length() == 20) {
      verified.add(new Contact(NodeId.copyOf(id.toArray()), from));
    }
  }

  @Override
  public void noticed(Event event) {
    switch (event) {
      case Event.RequestAnswered(String method, Endpoint from, long rtt) -> {
        if (!from.equals(matched)) {
          complain("transactions", method + " answered by " + from + ", who was not asked");
        }
      }
      case Event.ContactAdded(Contact contact) -> {
        if (!verified.contains(contact)) {
          complain("routing table", contact + " entered and never answered");
        }
      }
      case Event.InvariantBroken(String what, String detail) -> complain(what, detail);
      default -> {}
    }
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    switch (packet) {
      case QueryPacket query -> {
        sent(to, query);
        eavesdropper.overhears(self, to, query);
      }
      case ResponsePacket response -> {
        Asked query = asked.get(new Question(to, response.t()));
        if (query == null) {
          complain("requests", "a response to nothing");
        } else {
          budget(to, query);
          judge(to, query, response.r());
        }
      }
      case ErrorPacket error -> {
        Asked query = asked.get(new Question(to, error.t()));
        if (query != null) {
          budget(to, query);
          judge(to, query, error.code());
        }
      }
    }
    return packet;
  }

  private void sent(Endpoint to, QueryPacket query) {
    long now = world.now();
    Sent added = new Sent(to, now);
    sent.put(query.t(), added);
    recent.add(added);
    while (now - sent.values().iterator().next().at > LATEST_ANSWER) {
      sent.remove(sent.keySet().iterator().next());
    }
    while (now - recent.getFirst().at > SHORTEST_TIMEOUT) {
      recent.removeFirst();
    }
    long open = recent.stream().filter(each -> !each.isAnswered).count();
    if (open > MOST_IN_FLIGHT) {
      complain("bounds", open + " queries in flight");
    }
  }

  private void budget(Endpoint to, Asked query) {
    if (world.now() - proved.getOrDefault(to.address(), Long.MIN_VALUE / 2) > PROOF_LIFE) {
      budgets.expect(self, to, query.bytes());
    }
  }

  private void judge(Endpoint to, Asked query, BDict r) {
    NodeId target = query.target();
    Bytes nodes = r.string("nodes");
    if (nodes != null) {
      judgeNodes(nodes);
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

  private void judgeNodes(Bytes nodes) {
    var contacts = CompactNodes.decode(nodes, Family.V4);
    if (contacts.size() > MOST_CONTACTS) {
      complain("bounds", contacts.size() + " contacts in an answer");
    }
    for (Contact contact : contacts) {
      if (!verified.contains(contact)) {
        complain("routing table", contact + " handed out and never answered");
      }
    }
  }

  private void served(Endpoint to, NodeId target, BDict r) {
    BValue v = r.find("v");
    if (v == null) {
      Long proof = proved.get(to.address());
      boolean whole = proof != null && world.now() - proof < PROOF_SURE;
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
    proved.put(to.address(), world.now());
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
      proved.put(to.address(), world.now()); // the token was good
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
