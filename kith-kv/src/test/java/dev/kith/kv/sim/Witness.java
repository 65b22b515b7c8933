package dev.kith.kv.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.ContactList;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import dev.kith.sim.World;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.gate.Gate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Sees all that passes between a node and its socket from one start to the next crash, and
/// complains of what must not be (`reliability.md`, section 2): it knows whom the node has asked
/// and heard, and what it keeps until when, without asking it.
final class Witness implements Gate<Packet> {
  /// The bound on requests in flight in these worlds.
  static final int MOST_IN_FLIGHT = 64;

  /// When requests of these worlds are given up.
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  // A host may stand still for a minute, and only then read what came.
  private static final long LATEST_ANSWER = Duration.ofSeconds(90).toNanos();
  private static final long SURELY_OUT = TIMEOUT.minusMillis(10).toNanos();
  private static final long PROOF_LIFE = Duration.ofSeconds(630).toNanos();
  private static final int MOST_ASKED = 2_048;
  private static final int MOST_CONTACTS = FaultRun.K;

  private final World world;
  private final Endpoint self;
  private final Holder holder;
  private final ReplyBudgets budgets;
  private final BiConsumer<Endpoint, Request> eavesdropper;
  private final SequencedMap<Bytes, Sent> sent = new LinkedHashMap<>();
  private final Deque<Sent> recent = new ArrayDeque<>();
  private final SequencedMap<Question, Asked> asked = new LinkedHashMap<>();
  private final Map<Address, Long> proved = new HashMap<>();
  private final Set<Contact> verified = new HashSet<>();
  private @Nullable Endpoint matched;

  private static final class Sent {
    final Endpoint to;
    final Request request;
    final long at;
    boolean isAnswered;

    Sent(Endpoint to, Request request, long at) {
      this.to = to;
      this.request = request;
      this.at = at;
    }
  }

  private record Question(Endpoint from, Bytes id) {}

  private record Asked(Request request, int bytes, long at) {}

  /// A witness of the node at `self`, which has just started; every request it sends is shown to
  /// `eavesdropper`.
  Witness(
      World world,
      Endpoint self,
      Holder holder,
      ReplyBudgets budgets,
      BiConsumer<Endpoint, Request> eavesdropper) {
    this.world = world;
    this.self = self;
    this.holder = holder;
    this.budgets = budgets;
    this.eavesdropper = eavesdropper;
  }

  /// The witness of the node started anew.
  Witness restarted() {
    holder.crashed(world.now());
    return new Witness(world, self, holder, budgets, eavesdropper);
  }

  private void complain(String invariant, String what) {
    holder.complain(invariant + ": " + self + " at " + world.elapsed() + ": " + what);
  }

  @Override
  public Packet arrived(Endpoint from, Packet packet, int bytes) {
    matched = null;
    switch (packet) {
      case Request request -> {
        asked.put(new Question(from, request.messageId()), new Asked(request, bytes, world.now()));
        if (asked.size() > MOST_ASKED) {
          asked.pollFirstEntry();
        }
      }
      case Response(Bytes id, MsgValue value) -> answered(from, id, value);
    }
    return packet;
  }

  private void answered(Endpoint from, Bytes id, MsgValue value) {
    Sent request = sent.get(id);
    if (request == null || !request.to.equals(from) || world.now() - request.at > LATEST_ANSWER) {
      return;
    }
    request.isAnswered = true;
    matched = from;
    proved.put(from.address(), world.now());
    if (request.request instanceof Request.Ping
        && value instanceof MsgValue.Bin(Bytes told)
        && told.length() == 20) {
      verified.add(new Contact(NodeId.of(told), from));
    }
  }

  /// The node has reported something of itself.
  void noticed(Event event) {
    switch (event) {
      case Event.RequestAnswered(String method, Endpoint from, long _) -> {
        if (!from.equals(matched)) {
          complain("requests", method + " answered by " + from + ", who was not asked");
        }
      }
      case Event.ContactAdded(Contact contact) -> {
        if (!verified.contains(contact)) {
          complain("routing table", contact + " entered and never answered a ping");
        }
      }
      case Event.Stored(String kind, NodeId key) -> holder.stored(world.now(), kind, key);
      case Event.InvariantBroken(String what, String detail) -> complain(what, detail);
      default -> {} // of no interest
    }
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    switch (packet) {
      case Request request -> {
        sent(to, request);
        eavesdropper.accept(to, request);
      }
      case Response(Bytes id, MsgValue value) -> {
        Asked request = asked.get(new Question(to, id));
        if (request == null) {
          complain("requests", "a response to nothing");
        } else {
          budget(to, request);
          judge(request, value);
        }
      }
    }
    return packet;
  }

  private void sent(Endpoint to, Request request) {
    long now = world.now();
    Sent added = new Sent(to, request, now);
    sent.put(request.messageId(), added);
    recent.add(added);
    while (now - sent.firstEntry().getValue().at > LATEST_ANSWER) {
      sent.pollFirstEntry();
    }
    while (now - recent.getFirst().at > SURELY_OUT) {
      recent.removeFirst();
    }
    long open = recent.stream().filter(each -> !each.isAnswered).count();
    if (open > MOST_IN_FLIGHT) {
      complain("bounds", open + " requests in flight");
    }
  }

  private void budget(Endpoint to, Asked request) {
    if (world.now() - proved.getOrDefault(to.address(), Long.MIN_VALUE / 2) > PROOF_LIFE) {
      budgets.expect(self, to, request.bytes());
    }
  }

  private void judge(Asked asked, MsgValue value) {
    switch (asked.request()) {
      case Request.Store(Bytes _, NodeId _, NodeId key, MsgValue offered) -> {
        if (value.equals(MsgValue.Bool.TRUE)) {
          holder.acknowledged(world.now(), key, offered);
        }
      }
      case Request.FindValue(Bytes _, NodeId _, NodeId key) -> {
        if (value instanceof MsgValue.Map hit) {
          holder.served(asked.at(), key, hit.find("value"));
        } else {
          judgeNear(value);
        }
      }
      case Request.FindNode _ -> judgeNear(value);
      case Request.Stun _, Request.Ping _, Request.KnownNodes _, Request.Unknown _ -> {}
    }
  }

  private void judgeNear(MsgValue value) {
    List<Contact> near;
    try {
      near = ContactList.read(value);
    } catch (MalformedException why) {
      complain("answers", why.reason());
      return;
    }
    if (near.size() > MOST_CONTACTS) {
      complain("bounds", near.size() + " contacts named");
    }
    for (Contact contact : near) {
      if (!verified.contains(contact)) {
        complain("routing table", contact + " is named and never answered a ping");
      }
    }
  }
}
