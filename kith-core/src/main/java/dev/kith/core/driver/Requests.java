package dev.kith.core.driver;

import dev.kith.core.lookup.Patience;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.rpc.InFlightWindow;
import dev.kith.core.rpc.Match;
import dev.kith.core.rpc.Overdue;
import dev.kith.core.rpc.RequestTracker;
import dev.kith.core.rpc.RttEstimate;
import dev.kith.core.rpc.RttOptions;
import dev.kith.core.rpc.Terms;
import dev.kith.core.rpc.TrackerOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests of one socket and what becomes of them.
///
/// A request leaves when the window has room for it, and ends exactly once, with an [Ending] that
/// is reported in a later turn than the one that asked. An answer counts only with the id of a
/// request that is out, from whoever its [Terms] allow to answer; anything else is observed as
/// dropped. The socket, the messages and the form of the ids are the network's, which shows every
/// answer that arrives to [#answered]; a network with sessions may first do with it what they need,
/// such as shaking hands and sending the request again.
///
/// @param <I> the id that request and answer share
/// @param <R> a request
/// @param <A> an answer
public final class Requests<I, R extends Request, A> {
  /// The socket under the requests.
  public interface Line<I, R> {
    /// An id that nobody can guess.
    I drawId();

    /// Sends a request, for the first time or again.
    void transmit(I id, R request);
  }

  private final Loop loop;
  private final Terms usualTerms;
  private final Observer observer;
  private final Line<I, R> line;
  private final RequestTracker<I, Pending> tracker;
  private final InFlightWindow<Pending> window;
  private final RttEstimate roundTrips;
  private boolean closed;
  private Loop.@Nullable Timer timer;
  private long timerDue = Long.MAX_VALUE;

  /// Nothing asked yet.
  public Requests(Loop loop, RequestsOptions options, Line<I, R> line) {
    this.loop = loop;
    this.usualTerms = options.terms();
    this.observer = options.observer();
    this.line = line;
    this.tracker =
        new RequestTracker<>(TrackerOptions.DEFAULT.withMostOutstanding(options.mostInFlight()));
    this.window = new InFlightWindow<>(options.mostInFlight(), options.mostQueued());
    this.roundTrips = new RttEstimate(RttOptions.upTo(Duration.ofNanos(usualTerms.timeoutNanos())));
  }

  /// How long a lookup should wait for a silent contact, by what answers have taken so far. Whoever
  /// is asked several times is waited for until the last request could have been answered.
  public Patience patience() {
    Patience once = roundTrips.patience();
    if (usualTerms.sends() == 1) {
      return once;
    }
    long lastSend = (usualTerms.sends() - 1) * usualTerms.resendNanos();
    return new Patience(
        once.stallNanos(),
        Math.min(lastSend + once.doubtfulNanos(), usualTerms.timeoutNanos()),
        Math.min(lastSend + once.overdueNanos(), usualTerms.timeoutNanos()));
  }

  /// Requests without an answer so far.
  public int inFlight() {
    return window.inFlight();
  }

  /// Requests waiting for their turn.
  public int queued() {
    return window.queued();
  }

  /// Whether an answer from `from` is waited for.
  public boolean awaits(Endpoint from) {
    return tracker.awaits(from);
  }

  /// Sends a request, at once or when its turn has come, and tells `then` how it ended.
  public Call send(R request, Consumer<Ending<A>> then) {
    return send(request, usualTerms, then);
  }

  /// The same on terms of its own: for a wire on which some answers come from elsewhere.
  public Call send(R request, Terms terms, Consumer<Ending<A>> then) {
    Pending pending = new Pending(request, terms, then);
    if (closed) {
      concludeLater(pending);
    } else if (window.queue(request.priority(), pending)) {
      startQueued();
    } else {
      pending.turnedAway = true;
      concludeLater(pending);
    }
    return pending;
  }

  /// Shows an answer that arrived. Returns false if it belongs to no request that is out; it then
  /// has changed nothing.
  public boolean answered(I id, Endpoint from, A answer) {
    Match<Pending> match = tracker.match(loop.now(), id, from);
    return switch (match) {
      case Match.Answered<Pending>(Pending pending, Endpoint to, long rttNanos, int sends) -> {
        if (sends == 1) {
          roundTrips.sample(rttNanos);
        }
        window.ended();
        try {
          conclude(pending, new Ending.Answered<>(answer, rttNanos));
        } finally {
          startQueued(); // perhaps nothing else is out whose end would do it
        }
        yield true;
      }
      case Match.Late<Pending> late -> drop("late reply", from);
      case Match.WrongSource<Pending> wrong -> drop("reply from elsewhere", from);
      case Match.Unknown<Pending> unknown -> drop("reply to nothing", from);
    };
  }

  /// Takes note of an answer without any id, which can belong to no request.
  public boolean drop(String reason, Endpoint from) {
    observe(new Event.Dropped(reason, from));
    return false;
  }

  /// Ends everything; what is out or waiting ends as cancelled.
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    disarm();
    for (Pending pending : tracker.cancelAll()) {
      window.ended();
      concludeLater(pending);
    }
    for (Pending pending = window.start(); pending != null; pending = window.start()) {
      window.ended();
      concludeLater(pending);
    }
  }

  private void startQueued() {
    try {
      for (Pending pending = window.start(); pending != null; pending = window.start()) {
        start(pending);
      }
    } finally {
      arm(); // what has been sent ends in time, even if the sending broke off
    }
  }

  private void start(Pending pending) {
    long now = loop.now();
    I id = line.drawId();
    while (!tracker.isFree(now, id)) {
      id = line.drawId();
    }
    pending.id = id;
    R request = pending.request;
    tracker.begin(now, id, request.to(), pending, pending.terms);
    observe(new Event.RequestSent(request.method(), request.to()));
    line.transmit(id, request);
    pending.sent.run();
  }

  private void arm() {
    long due = closed ? Long.MAX_VALUE : tracker.nextDeadline();
    if (due >= timerDue) {
      return; // the timer that is set rings early enough
    }
    disarm();
    timer = loop.after(due - loop.now(), this::expire);
    timerDue = due;
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel();
    }
    timer = null;
    timerDue = Long.MAX_VALUE;
  }

  private void expire() {
    timer = null;
    timerDue = Long.MAX_VALUE;
    for (Overdue<I, Pending> overdue : tracker.expire(loop.now())) {
      // The tracker has forgotten them all: what breaks at one must not lose the others.
      HarmlessObserver.guarded(loop, () -> expired(overdue));
    }
    startQueued();
  }

  private void expired(Overdue<I, Pending> overdue) {
    switch (overdue) {
      case Overdue.Resend<I, Pending> resend ->
          line.transmit(resend.id(), resend.request().request);
      case Overdue.TimedOut<I, Pending> timedOut -> {
        Pending pending = timedOut.request();
        window.ended();
        observe(new Event.RequestTimedOut(pending.request.method(), timedOut.to()));
        conclude(pending, new Ending.Silent<>());
      }
    }
  }

  // In a later turn, so that nobody is called back before the call that asked has returned. By a
  // timer, because a loop that is far behind or closing refuses tasks.
  private void concludeLater(Pending pending) {
    if (!pending.concluded) {
      pending.concluded = true;
      var _ = loop.after(0, () -> pending.then.accept(new Ending.Cancelled<>()));
    }
  }

  private void conclude(Pending pending, Ending<A> ending) {
    if (!pending.concluded) {
      pending.concluded = true;
      pending.then.accept(ending);
    }
  }

  private void observe(Event event) {
    if (!observer.equals(Observer.NONE)) {
      observer.on(event);
    }
  }

  /// A request and whoever waits for its end.
  private final class Pending extends InFlightWindow.Entry implements Call {
    private final R request;
    private final Terms terms;
    private final Consumer<Ending<A>> then;
    private @Nullable I id; // once it has been sent
    private Runnable sent = () -> {};
    private boolean concluded;
    private boolean turnedAway;

    private Pending(R request, Terms terms, Consumer<Ending<A>> then) {
      this.request = request;
      this.terms = terms;
      this.then = then;
    }

    @Override
    public void cancel() {
      if (concluded) {
        return;
      }
      if (id == null) {
        window.withdraw(this);
      } else if (tracker.cancel(loop.now(), id) != null) {
        window.ended();
      }
      concludeLater(this);
      startQueued();
    }

    @Override
    public void withdraw() {
      if (id == null) {
        cancel();
      }
    }

    @Override
    public boolean whenSent(Runnable task) {
      boolean waits = id == null && !concluded;
      if (waits) {
        sent = task;
      }
      return waits;
    }

    @Override
    public boolean isTurnedAway() {
      return turnedAway;
    }
  }
}
