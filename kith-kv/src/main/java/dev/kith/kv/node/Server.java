package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.driver.Guard;
import dev.kith.core.driver.Sender;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Answers the requests of others: stun, ping, store, find_node and find_value.
///
/// This wire has no errors: what is refused is not answered. How much an address that has not
/// proved itself is sent is for [Sender] to say.
final class Server {
  /// Stores being judged at a time; for some profiles that takes a lookup of our own.
  private static final int MOST_JUDGED = 64;

  /// Of these, the most of addresses that have not proved themselves, which may be forged.
  private static final int MOST_OF_STRANGERS = 32;

  private final Parts parts;
  private final Loop loop;
  private final Guard guard;
  private final Observer observer;
  private final Sender<Response> sender;
  private int judged;
  private int judgedOfStrangers;

  Server(Parts parts, Guard guard, Rpc rpc) {
    this.parts = parts;
    this.loop = parts.loop();
    this.guard = guard;
    this.observer = parts.options().observer();
    this.sender =
        new Sender<>(
            loop,
            guard,
            observer,
            parts.options().requestTimeout(),
            new Line(rpc, parts.neighbours()));
  }

  /// Answers a request, which came from `from` in a datagram of `bytes` bytes.
  void serve(Endpoint from, Request request, int bytes) {
    switch (request) {
      case Request.Stun _ -> send(from, request, bytes, new Answer.Observed(from).toValue());
      case Request.Ping(Bytes _, NodeId id) ->
          serve(from, id, () -> send(from, request, bytes, new Answer.Pong(self()).toValue()));
      case Request.FindNode(Bytes _, NodeId id, NodeId target) ->
          serve(from, id, () -> send(from, request, bytes, () -> nodes(from, request, target)));
      case Request.FindValue(Bytes _, NodeId id, NodeId key) ->
          serve(from, id, () -> send(from, request, bytes, () -> value(from, request, key)));
      case Request.Store(Bytes _, NodeId id, NodeId key, MsgValue value) ->
          serve(from, id, () -> store(from, request, bytes, key, value));
      case Request.KnownNodes _, Request.Unknown _ -> drop("unknown function", from);
    }
  }

  // Whether the asker is to be met is decided first, since the answer makes room for the ping.
  private void serve(Endpoint from, NodeId asker, Runnable answer) {
    if (asker.equals(self())) {
      drop("own id", from); // a reflection, or somebody who took our id
      return;
    }
    Contact contact = new Contact(asker, from);
    boolean isNew = parts.neighbours().heard(contact);
    answer.run();
    if (isNew) {
      parts.neighbours().meet(contact);
    }
  }

  private NodeId self() {
    return parts.neighbours().id();
  }

  private Nodes nodes(Endpoint from, Request request, NodeId target) {
    List<Contact> near = near(from, target);
    return new Nodes(request.messageId(), near, new Answer.Near(near).toValue());
  }

  private Nodes value(Endpoint from, Request request, NodeId key) {
    StoredValue held = parts.values().find(key);
    if (held == null) {
      return nodes(from, request, key);
    }
    MsgValue.Map hit = parts.profile().hit(loop.now(), key, held.value());
    return new Nodes(request.messageId(), near(from, key), hit);
  }

  /// The k contacts nearest to `target`, as the library answers: without the asker, told by its
  /// address, and without the target itself.
  private List<Contact> near(Endpoint asker, NodeId target) {
    int k = parts.neighbours().k();
    List<Contact> near = new ArrayList<>(parts.neighbours().closest(target, k + 1));
    near.removeIf(contact -> contact.endpoint().equals(asker));
    return near.size() > k ? near.subList(0, k) : near;
  }

  private void store(Endpoint from, Request request, int bytes, NodeId key, MsgValue value) {
    int stranger = guard.isValidated(from.address()) ? 0 : 1;
    if (!guard.mayWork(from, parts.profile().costOfJudging())
        || judged == MOST_JUDGED
        || judgedOfStrangers + stranger > MOST_OF_STRANGERS) {
      drop("too many stores", from);
      return;
    }
    // Floats of 32 bits are written as 64, so a value may grow beyond what can be passed on.
    if (MsgWriter.write(value).length() > Request.MAX_FORM_BYTES) {
      drop("too long to be passed on", from);
      send(from, request, bytes, MsgValue.Bool.FALSE);
      return;
    }
    judged++;
    judgedOfStrangers += stranger;
    parts
        .profile()
        .judge(
            loop.now(),
            key,
            value,
            new KeyKnowledge(parts, key),
            verdict -> {
              judged--;
              judgedOfStrangers -= stranger;
              act(from, request, bytes, key, verdict);
            });
  }

  private void act(Endpoint from, Request request, int bytes, NodeId key, Profile.Verdict verdict) {
    switch (verdict) {
      case Profile.Verdict.Store(MsgValue kept, MsgValue _) ->
          parts
              .values()
              .keep(key, kept, safe -> send(from, request, bytes, MsgValue.Bool.of(safe)));
      case Profile.Verdict.Refuse(String reason, MsgValue answer) -> {
        drop(reason, from);
        if (answer != null) {
          send(from, request, bytes, answer);
        }
      }
    }
  }

  private void send(Endpoint to, Request request, int bytes, MsgValue value) {
    Nodes reply = new Nodes(request.messageId(), List.of(), value);
    send(to, request, bytes, () -> reply);
  }

  private void send(Endpoint to, Request request, int bytes, Supplier<Nodes> reply) {
    if (sender.send(to, new Fresh(reply), bytes) && !observer.equals(Observer.NONE)) {
      observer.on(new Event.RequestServed(request.function(), to));
    }
  }

  private void drop(String reason, Endpoint from) {
    if (!observer.equals(Observer.NONE)) {
      observer.on(new Event.Dropped(reason, from));
    }
  }

  /// `from` has answered a request of ours.
  void proved(Endpoint from) {
    sender.proved(from);
  }

  void close() {
    sender.close();
  }

  /// A response that may be held for a while before it is sent. What is stored may change
  /// meanwhile, so it is written when it leaves.
  private record Fresh(Supplier<Nodes> written) implements Sender.Reply<Response> {
    @Override
    public Response whole() {
      return written.get().whole();
    }

    @Override
    public Response within(int bytes) {
      return written.get().within(bytes);
    }
  }

  /// A response that can be cut down to fewer contacts, and no value.
  private record Nodes(Bytes id, List<Contact> contacts, MsgValue value) {
    /// Type, message id and the head of a list.
    private static final int HEAD = 24;

    /// A contact over IPv6 takes so many bytes at most.
    private static final int CONTACT = 68;

    Response whole() {
      return new Response(id, value);
    }

    Response within(int bytes) {
      int fit = Math.clamp((bytes - HEAD) / CONTACT, 0, contacts.size());
      return new Response(id, new Answer.Near(contacts.subList(0, fit)).toValue());
    }
  }

  /// The socket, as responses leave by it.
  private record Line(Rpc rpc, Neighbours neighbours) implements Sender.Line<Response> {
    @Override
    public void send(Endpoint to, Response response) {
      rpc.respond(to, response);
    }

    @Override
    public int sizeOf(Response response) {
      return rpc.sizeOf(response);
    }

    @Override
    public void ping(Endpoint to, Runnable then) {
      neighbours.prove(to, then);
    }
  }
}
