package dev.kith.kv.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.wire.ContactList;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import dev.kith.sim.World;
import dev.kith.sim.check.Exchanges;
import dev.kith.sim.check.ReplyBudgets;
import dev.kith.sim.gate.Gate;
import java.time.Duration;
import java.util.function.BiConsumer;

/// Sees all that passes between a node and its socket from one start to the next crash, and
/// complains of what must not be (`reliability.md`, section 2): it knows whom the node has asked
/// and heard, and what it keeps until when, without asking it.
final class Witness implements Gate<Packet> {
  /// The bound on requests in flight in these worlds.
  static final int MOST_IN_FLIGHT = 64;

  /// When requests of these worlds are given up.
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final Exchanges.Bounds BOUNDS =
      new Exchanges.Bounds(MOST_IN_FLIGHT, TIMEOUT, FaultRun.K);

  private final World world;
  private final Exchanges<Bytes, Request, Request> exchanges;
  private final Holder holder;
  private final BiConsumer<Endpoint, Request> eavesdropper;

  /// A witness of the node that has these exchanges and has just started; every request it sends is
  /// shown to `eavesdropper`.
  Witness(
      World world,
      Exchanges<Bytes, Request, Request> exchanges,
      Holder holder,
      BiConsumer<Endpoint, Request> eavesdropper) {
    this.world = world;
    this.exchanges = exchanges;
    this.holder = holder;
    this.eavesdropper = eavesdropper;
  }

  /// A witness of the node at `self`.
  static Witness of(
      World world,
      Endpoint self,
      Holder holder,
      ReplyBudgets budgets,
      BiConsumer<Endpoint, Request> eavesdropper) {
    var exchanges =
        new Exchanges<Bytes, Request, Request>(world, self, holder::complain, budgets, BOUNDS);
    return new Witness(world, exchanges, holder, eavesdropper);
  }

  /// The witness of the node started anew.
  Witness restarted() {
    holder.crashed(world.now());
    return new Witness(world, exchanges.restarted(), holder, eavesdropper);
  }

  @Override
  public Packet arrived(Endpoint from, Packet packet, int bytes) {
    switch (packet) {
      case Request request -> exchanges.asked(from, request.messageId(), request, bytes);
      case Response response -> {
        if (exchanges.answered(from, response.messageId()) instanceof Request.Ping
            && said(response) instanceof MsgValue.Bin(Bytes told)
            && told.length() == 20) {
          exchanges.verified(new Contact(NodeId.of(told), from));
        }
      }
    }
    return packet;
  }

  /// The node has reported something of itself.
  void noticed(Event event) {
    exchanges.noticed(event);
    if (event instanceof Event.Stored(String kind, NodeId key)) {
      holder.stored(world.now(), kind, key);
    }
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    switch (packet) {
      case Request request -> {
        exchanges.asks(to, request.messageId(), request);
        eavesdropper.accept(to, request);
      }
      case Response response -> {
        Exchanges.Asked<Request> asked = exchanges.replies(to, response.messageId());
        if (asked == null) {
          exchanges.complain("requests", "a response to nothing");
        } else {
          judge(asked, said(response));
        }
      }
    }
    return packet;
  }

  private MsgValue said(Response response) {
    try {
      return response.value();
    } catch (MalformedException why) {
      exchanges.complain("answers", why.reason());
      return MsgValue.Nil.NIL;
    }
  }

  private void judge(Exchanges.Asked<Request> asked, MsgValue value) {
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
    try {
      exchanges.names(ContactList.read(value));
    } catch (MalformedException why) {
      exchanges.complain("answers", why.reason());
    }
  }
}
