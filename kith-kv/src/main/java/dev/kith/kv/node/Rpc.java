package dev.kith.kv.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.driver.Call;
import dev.kith.core.driver.Ending;
import dev.kith.core.driver.Requests;
import dev.kith.core.driver.RequestsOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Terms;
import dev.kith.kv.KvOptions;
import dev.kith.kv.wire.Answer;
import dev.kith.kv.wire.KvCodec;
import dev.kith.kv.wire.Packet;
import dev.kith.kv.wire.Request;
import dev.kith.kv.wire.Response;
import java.io.IOException;
import java.util.function.Consumer;

/// The socket: requests and responses out and in.
///
/// A response names its request by a message id of 20 random bytes, which nobody can guess; it also
/// has to come from where the request went, which the library does not ask for.
final class Rpc implements AutoCloseable {
  /// What the node does with what arrives.
  interface Owner {
    /// Whether a datagram is worth decoding.
    boolean admits(Endpoint from, int bytes);

    /// A request arrived, in a datagram of `bytes` bytes.
    void requested(Endpoint from, Request request, int bytes);
  }

  private final Loop loop;
  private final Observer observer;
  private final Owner owner;
  private final Wire<Packet> wire;
  private final Requests<Bytes, Ask, Response> requests;
  private final Terms once;
  private long lastHeard;

  /// Binds the socket.
  ///
  /// @throws IOException if that cannot be done
  Rpc(Loop loop, KvOptions options, Owner owner) throws IOException {
    this.loop = loop;
    this.observer = options.observer();
    this.owner = owner;
    this.once = Terms.once(options.requestTimeout());
    this.requests =
        new Requests<>(
            loop,
            RequestsOptions.of(
                options.requestTimeout(),
                options.sends(),
                options.mostInFlight(),
                16 * options.mostInFlight(),
                options.observer()),
            new Line());
    this.lastHeard = loop.now();
    this.wire = loop.open(options.listen(), new KvCodec(), new Receiver());
  }

  /// The bound endpoint.
  Endpoint local() {
    return wire.local();
  }

  /// When a packet last arrived, from anyone.
  long lastHeard() {
    return lastHeard;
  }

  /// How long a lookup should wait for a silent contact.
  Patience patience() {
    return requests.patience();
  }

  /// Sends a request, at once or when its turn has come, and tells `then` how it ended.
  Call send(Ask ask, Consumer<Outcome> then) {
    Consumer<Ending<Response>> ended = ending -> then.accept(outcome(ask, ending));
    return ask.single() ? requests.send(ask, once, ended) : requests.send(ask, ended);
  }

  private Outcome outcome(Ask ask, Ending<Response> ending) {
    return switch (ending) {
      case Ending.Answered<Response>(Response response, long rttNanos) -> {
        observe(new Event.RequestAnswered(ask.method(), ask.to(), rttNanos));
        yield read(ask, response);
      }
      case Ending.Silent<Response> _ -> new Outcome.Silent();
      case Ending.Cancelled<Response> _ -> new Outcome.Cancelled();
    };
  }

  private Outcome read(Ask ask, Response response) {
    try {
      return new Outcome.Answered(Answer.read(ask.form().with(Bytes.EMPTY), response.value()));
    } catch (MalformedException why) {
      observe(new Event.Dropped(why.reason(), ask.to()));
      return new Outcome.Garbled();
    }
  }

  /// Sends a response.
  void respond(Endpoint to, Response response) {
    wire.send(to, response);
  }

  /// The size of a response in bytes; 0 where packets are handed over unencoded.
  int sizeOf(Response response) {
    return wire.sizeOf(response);
  }

  /// Closes the socket; what is out or waiting ends as cancelled.
  @Override
  public void close() {
    wire.close();
    requests.close();
  }

  private void observe(Event event) {
    if (!observer.equals(Observer.NONE)) {
      observer.on(event);
    }
  }

  /// What requests leave by.
  private final class Line implements Requests.Line<Bytes, Ask> {
    @Override
    public Bytes drawId() {
      byte[] id = new byte[Packet.MESSAGE_ID_BYTES];
      loop.random().nextBytes(id);
      return Bytes.wrap(id);
    }

    @Override
    public void transmit(Bytes id, Ask ask) {
      wire.send(ask.to(), ask.form().with(id));
    }
  }

  /// What the socket delivers.
  private final class Receiver implements Inbox<Packet> {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      return owner.admits(from, bytes);
    }

    @Override
    public void received(Endpoint from, Packet packet, int bytes) {
      lastHeard = loop.now();
      switch (packet) {
        case Request request -> owner.requested(from, request, bytes);
        case Response response -> requests.answered(response.messageId(), from, response);
      }
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {
      observe(new Event.Dropped(why.reason(), from));
    }
  }
}
