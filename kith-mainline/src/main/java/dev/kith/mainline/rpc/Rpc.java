package dev.kith.mainline.rpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.driver.Call;
import dev.kith.core.driver.Ending;
import dev.kith.core.driver.Requests;
import dev.kith.core.driver.RequestsOptions;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.Terms;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.util.function.Consumer;

/// One socket's queries and replies: [Requests] in the words of KRPC.
///
/// Transaction ids are four random bytes: a blind forger has to guess them, and some nodes accept
/// no other length.
public final class Rpc implements AutoCloseable {
  private static final int TRANSACTION_BYTES = 4;

  /// What the owner of the socket does.
  public interface Owner {
    /// Whether a datagram is worth decoding.
    boolean admits(Endpoint from, int bytes);

    /// A query arrived, in a datagram of `bytes` bytes.
    void queried(Endpoint from, QueryPacket query, int bytes);

    /// A reply arrived that answers no query of ours.
    default void unexpected(Endpoint from, Packet reply) {}
  }

  private final Loop loop;
  private final RpcOptions options;
  private final Observer observer;
  private final Owner owner;
  private final Wire<Packet> wire;
  private final Requests<Integer, Ask, Packet> requests;
  private boolean readOnly;
  private boolean closed;
  private long lastHeard;

  /// Binds a socket at `local`.
  ///
  /// @throws IOException if it cannot be bound
  public Rpc(Loop loop, Endpoint local, RpcOptions options, Owner owner) throws IOException {
    this.loop = loop;
    this.options = options;
    this.observer = options.observer();
    this.owner = owner;
    this.requests =
        new Requests<>(
            loop,
            RequestsOptions.of(
                options.timeout(),
                options.sends(),
                options.mostInFlight(),
                options.mostQueued(),
                options.observer()),
            new Line());
    this.lastHeard = loop.now();
    this.wire = loop.open(local, new KrpcCodec(), new Receiver());
  }

  /// The bound endpoint.
  public Endpoint local() {
    return wire.local();
  }

  /// How long a lookup should wait for a silent contact; see [Requests#patience].
  public Patience patience() {
    return requests.patience();
  }

  /// When something valid last arrived, from anyone.
  public long lastHeard() {
    return lastHeard;
  }

  /// Queries without an answer so far.
  public int inFlight() {
    return requests.inFlight();
  }

  /// Queries waiting for their turn.
  public int queued() {
    return requests.queued();
  }

  /// Whether our queries say that we answer none (BEP 43).
  public void readOnly(boolean isReadOnly) {
    readOnly = isReadOnly;
  }

  /// Sends a query, at once or when its turn has come, and tells `then` how it ended.
  public Call send(Ask ask, Consumer<Outcome> then) {
    Consumer<Ending<Packet>> ended = ending -> then.accept(outcome(ask, ending));
    return ask.single()
        ? requests.send(ask, Terms.once(options.timeout()), ended)
        : requests.send(ask, ended);
  }

  /// Sends a response or an error to `to`.
  public void reply(Endpoint to, Packet reply) {
    if (!closed) {
      wire.send(to, reply);
    }
  }

  /// The size of a packet in bytes; 0 where packets are handed over unencoded.
  public int sizeOf(Packet packet) {
    return wire.sizeOf(packet);
  }

  /// Closes the socket; what is out or waiting ends as cancelled.
  @Override
  public void close() {
    closed = true;
    wire.close();
    requests.close();
  }

  private Outcome outcome(Ask ask, Ending<Packet> ending) {
    return switch (ending) {
      case Ending.Answered<Packet>(Packet reply, long rttNanos) -> answer(ask, reply, rttNanos);
      case Ending.Silent<Packet> silent -> new Outcome.Silent();
      case Ending.Cancelled<Packet> cancelled -> new Outcome.Cancelled();
    };
  }

  private Outcome answer(Ask ask, Packet reply, long rttNanos) {
    return switch (reply) {
      case ErrorPacket error -> {
        observe(new Event.RequestRefused(ask.method(), ask.to(), error.code()));
        yield new Outcome.Refused(error);
      }
      case ResponsePacket response -> {
        observe(new Event.RequestAnswered(ask.method(), ask.to(), rttNanos));
        yield answer(ask, response, rttNanos);
      }
      case QueryPacket query -> throw new IllegalStateException("a query is not a reply");
    };
  }

  private Outcome answer(Ask ask, ResponsePacket response, long rttNanos) {
    Bytes bytes = response.r().string("id");
    NodeId id = bytes == null || bytes.length() != options.idBytes() ? null : NodeId.of(bytes);
    NodeId expected = ask.expected();
    return expected != null && id != null && !expected.equals(id)
        ? new Outcome.Impostor(id)
        : new Outcome.Answered(response, id, rttNanos);
  }

  private void received(Endpoint from, Bytes t, Packet reply) {
    boolean expected =
        t.length() == TRANSACTION_BYTES
            ? requests.answered(t.intAt(0), from, reply)
            : requests.drop("reply to nothing", from);
    if (!expected) {
      owner.unexpected(from, reply);
    }
  }

  private void observe(Event event) {
    if (!observer.equals(Observer.NONE)) {
      observer.on(event);
    }
  }

  private static Bytes transactionBytes(int transaction) {
    byte[] bytes = new byte[TRANSACTION_BYTES];
    for (int i = 0; i < TRANSACTION_BYTES; i++) {
      bytes[i] = (byte) (transaction >>> 24 - 8 * i);
    }
    return Bytes.wrap(bytes);
  }

  /// What the requests leave by.
  private final class Line implements Requests.Line<Integer, Ask> {
    @Override
    public Integer drawId() {
      return loop.random().nextInt();
    }

    @Override
    public void transmit(Integer id, Ask ask) {
      wire.send(
          ask.to(),
          new QueryPacket(
              transactionBytes(id),
              Bytes.utf8(ask.method()),
              ask.a(),
              options.version(),
              readOnly));
    }
  }

  /// What the wire delivers.
  private final class Receiver implements Inbox<Packet> {
    @Override
    public boolean admits(Endpoint from, int bytes) {
      // Nobody but those we have asked may send us more than a query.
      if (bytes > KrpcCodec.MAX_QUERY_BYTES && !requests.awaits(from)) {
        observe(new Event.Dropped("too long", from));
        return false;
      }
      return owner.admits(from, bytes);
    }

    @Override
    public void received(Endpoint from, Packet message, int bytes) {
      lastHeard = loop.now();
      switch (message) {
        case QueryPacket query -> owner.queried(from, query, bytes);
        case ResponsePacket response -> Rpc.this.received(from, response.t(), response);
        case ErrorPacket error -> Rpc.this.received(from, error.t(), error);
      }
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {
      observe(new Event.Dropped(why.reason(), from));
    }
  }
}
