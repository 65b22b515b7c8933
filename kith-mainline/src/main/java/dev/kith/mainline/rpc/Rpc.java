package dev.kith.mainline.rpc;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.InFlightWindow;
import dev.kith.core.rpc.Match;
import dev.kith.core.rpc.Overdue;
import dev.kith.core.rpc.Priority;
import dev.kith.core.rpc.RequestTracker;
import dev.kith.core.rpc.RttEstimate;
import dev.kith.core.rpc.RttOptions;
import dev.kith.core.rpc.Terms;
import dev.kith.core.rpc.TrackerOptions;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.KrpcCodec;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One socket's queries and replies.
///
/// A query leaves when the window has room for it, and ends exactly once, with an [Outcome] that is
/// reported in a later turn than the one that asked. A reply counts only with the transaction id of
/// a query that is out, from the endpoint that was asked; anything else is dropped and counted.
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
  private final Owner owner;
  private final Wire<Packet> wire;
  private final RequestTracker<Integer, Call> tracker;
  private final InFlightWindow<Call> window;
  private final RttEstimate roundTrips;
  private final Terms terms;
  private boolean readOnly;
  private boolean closed;
  private Loop.@Nullable Timer timer;
  private long timerDue = Long.MAX_VALUE;
  private long lastHeard;

  /// Binds a socket at `local`.
  ///
  /// @throws IOException if it cannot be bound
  public Rpc(Loop loop, Endpoint local, RpcOptions options, Owner owner) throws IOException {
    this.loop = loop;
    this.options = options;
    this.owner = owner;
    this.tracker =
        new RequestTracker<>(TrackerOptions.DEFAULT.withMostOutstanding(options.mostInFlight()));
    this.window = new InFlightWindow<>(options.mostInFlight(), options.mostQueued());
    this.roundTrips = new RttEstimate(RttOptions.upTo(options.timeout()));
    this.terms = options.terms();
    this.lastHeard = loop.now();
    this.wire = loop.open(local, new KrpcCodec(), new Receiver());
  }

  /// The bound endpoint.
  public Endpoint local() {
    return wire.local();
  }

  /// How long a lookup should wait for a silent contact, by what answers have taken so far. Whoever
  /// is asked several times is waited for until the last query could have been answered.
  public Patience patience() {
    Patience once = roundTrips.patience();
    if (terms.sends() == 1) {
      return once;
    }
    long lastSend = (terms.sends() - 1) * terms.resendNanos();
    return new Patience(
        once.stallNanos(),
        Math.min(lastSend + once.doubtfulNanos(), terms.timeoutNanos()),
        Math.min(lastSend + once.overdueNanos(), terms.timeoutNanos()));
  }

  /// When something valid last arrived, from anyone.
  public long lastHeard() {
    return lastHeard;
  }

  /// Queries without an answer so far.
  public int inFlight() {
    return window.inFlight();
  }

  /// Queries waiting for their turn.
  public int queued() {
    return window.queued();
  }

  /// Whether our queries say that we answer none (BEP 43).
  public void readOnly(boolean isReadOnly) {
    readOnly = isReadOnly;
  }

  /// Sends a query, at once or when its turn has come, and tells `then` how it ended.
  public Call send(Ask ask, Consumer<Outcome> then) {
    Call call = new Call(ask, then);
    Priority priority = ask.background() ? Priority.BACKGROUND : Priority.FOREGROUND;
    if (closed || !window.queue(priority, call)) {
      conclude(call, new Outcome.Cancelled());
      return call;
    }
    startQueued();
    return call;
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
    if (closed) {
      return;
    }
    closed = true;
    wire.close();
    if (timer != null) {
      timer.cancel();
    }
    for (Call call : tracker.cancelAll()) {
      window.ended();
      conclude(call, new Outcome.Cancelled());
    }
    for (Call call = window.start(); call != null; call = window.start()) {
      window.ended();
      conclude(call, new Outcome.Cancelled());
    }
  }

  /// A query of ours, waiting or out.
  public final class Call {
    private final Ask ask;
    private final Consumer<Outcome> then;
    private int transaction;
    private boolean started;
    private boolean concluded;

    private Call(Ask ask, Consumer<Outcome> then) {
      this.ask = ask;
      this.then = then;
    }

    /// Gives the query up: it ends as cancelled, if it had not ended.
    public void cancel() {
      if (concluded) {
        return;
      }
      if (!started) {
        window.withdraw(this);
      } else if (tracker.cancel(loop.now(), transaction) != null) {
        window.ended();
      }
      conclude(this, new Outcome.Cancelled());
      startQueued();
    }

    /// Gives the query up if it has not been sent yet.
    public void withdraw() {
      if (!started) {
        cancel();
      }
    }

    private QueryPacket packet() {
      return new QueryPacket(
          transactionBytes(transaction),
          Bytes.utf8(ask.method()),
          ask.a(),
          options.version(),
          readOnly);
    }
  }

  private void startQueued() {
    for (Call call = window.start(); call != null; call = window.start()) {
      if (call.concluded) {
        window.ended();
      } else {
        start(call);
      }
    }
    arm();
  }

  private void start(Call call) {
    long now = loop.now();
    do {
      call.transaction = loop.random().nextInt();
    } while (!tracker.isFree(now, call.transaction));
    call.started = true;
    tracker.begin(now, call.transaction, call.ask.to(), call, terms);
    observe(new Event.RequestSent(call.ask.method(), call.ask.to()));
    wire.send(call.ask.to(), call.packet());
  }

  private void arm() {
    long due = closed ? Long.MAX_VALUE : tracker.nextDeadline();
    if (due >= timerDue) {
      return; // the timer that is set rings early enough
    }
    if (timer != null) {
      timer.cancel();
    }
    timerDue = due;
    timer = loop.after(due - loop.now(), this::expire);
  }

  private void expire() {
    timer = null;
    timerDue = Long.MAX_VALUE;
    for (Overdue<Integer, Call> overdue : tracker.expire(loop.now())) {
      switch (overdue) {
        case Overdue.Resend<Integer, Call> resend ->
            wire.send(resend.to(), resend.request().packet());
        case Overdue.TimedOut<Integer, Call> timedOut -> {
          Call call = timedOut.request();
          window.ended();
          observe(new Event.RequestTimedOut(call.ask.method(), timedOut.to()));
          concludeNow(call, new Outcome.Silent());
        }
      }
    }
    startQueued();
  }

  private void received(Endpoint from, Bytes t, Packet reply) {
    if (t.length() != TRANSACTION_BYTES) {
      unexpected(from, reply, "reply to nothing");
      return;
    }
    Match<Call> match = tracker.match(loop.now(), transactionOf(t), from);
    switch (match) {
      case Match.Answered<Call>(Call call, Endpoint to, long rttNanos, int sends) -> {
        if (sends == 1) {
          roundTrips.sample(rttNanos);
        }
        window.ended();
        concludeNow(call, outcome(call, reply, from, rttNanos));
        startQueued();
      }
      case Match.Late<Call> late -> unexpected(from, reply, "late reply");
      case Match.WrongSource<Call> wrong -> unexpected(from, reply, "reply from elsewhere");
      case Match.Unknown<Call> unknown -> unexpected(from, reply, "reply to nothing");
    }
  }

  private void unexpected(Endpoint from, Packet reply, String reason) {
    observe(new Event.Dropped(reason, from));
    owner.unexpected(from, reply);
  }

  private Outcome outcome(Call call, Packet reply, Endpoint from, long rttNanos) {
    String method = call.ask.method();
    return switch (reply) {
      case ErrorPacket error -> {
        observe(new Event.RequestRefused(method, from, error.code()));
        yield new Outcome.Refused(error);
      }
      case ResponsePacket response -> {
        observe(new Event.RequestAnswered(method, from, rttNanos));
        yield answer(call, response, rttNanos);
      }
      case QueryPacket query -> throw new IllegalStateException("a query is not a reply");
    };
  }

  private Outcome answer(Call call, ResponsePacket response, long rttNanos) {
    Bytes bytes = response.r().string("id");
    NodeId id = bytes == null || bytes.length() != options.idBytes() ? null : NodeId.of(bytes);
    NodeId expected = call.ask.expected();
    return expected != null && id != null && !expected.equals(id)
        ? new Outcome.Impostor(id)
        : new Outcome.Answered(response, id, rttNanos);
  }

  // In a later turn, so that nobody is called back before the call that asked has returned.
  private void conclude(Call call, Outcome outcome) {
    if (!call.concluded) {
      call.concluded = true;
      loop.execute(() -> call.then.accept(outcome));
    }
  }

  private void concludeNow(Call call, Outcome outcome) {
    if (!call.concluded) {
      call.concluded = true;
      call.then.accept(outcome);
    }
  }

  private void observe(Event event) {
    Observer observer = options.observer();
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

  private static int transactionOf(Bytes t) {
    int transaction = 0;
    for (int i = 0; i < TRANSACTION_BYTES; i++) {
      transaction = transaction << 8 | t.at(i) & 0xff;
    }
    return transaction;
  }

  /// What the wire delivers.
  private final class Receiver implements Inbox<Packet> {
    @Override
    public boolean admits(Endpoint from, int bytes) {
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
