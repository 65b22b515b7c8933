package dev.kith.core.rpc;

import dev.kith.core.net.Endpoint;
import dev.kith.core.time.Deadlines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests that wait for an answer, by transaction id.
///
/// The tracker sends nothing. Its node draws an id that [#isFree], tells it to [#begin] a request,
/// and sends that. It shows every reply that arrives to [#match], keeps one timer set to
/// [#nextDeadline], and calls [#expire] when that rings.
///
/// What holds:
/// - Every request ends exactly once: matched, timed out, or cancelled.
/// - A reply ends a request only if the id and the source are right. From a wrong source it changes
///   nothing, so a stranger cannot end a request by guessing.
/// - The id of a request that ended without an answer is not free for a while, for the answer may
///   still come and must not be taken for that of another request.
/// - Requests outstanding and ids kept are bounded by [TrackerOptions].
///
/// An idle tracker holds no maps. Told the time in nanoseconds; for one thread.
///
/// @param <I> the transaction id, a value such as `Integer` or `Bytes`; unique among all requests
///   of the node, whomever they go to
/// @param <R> what the node keeps with a request
public final class RequestTracker<I, R> {
  private static final int MOST_EXPIRED_PER_CALL = 256;

  private final TrackerOptions options;
  private @Nullable Map<I, Pending<I, R>> outstanding;
  private @Nullable Deadlines<Pending<I, R>> deadlines;
  // In the order in which they were retired, so the first is always the next to be freed.
  private @Nullable LinkedHashMap<I, Retired> retired;

  /// A tracker with nothing to track.
  public RequestTracker(TrackerOptions options) {
    this.options = options;
  }

  /// Whether a request with this id may begin.
  public boolean isFree(long now, I id) {
    freeRetired(now);
    return (outstanding == null || !outstanding.containsKey(id))
        && (retired == null || !retired.containsKey(id));
  }

  /// Whether one more request may begin.
  public boolean hasRoom() {
    return outstanding() < options.mostOutstanding();
  }

  /// The number of requests without an answer so far.
  public int outstanding() {
    return outstanding == null ? 0 : outstanding.size();
  }

  /// Begins a request: it is sent now.
  ///
  /// @throws IllegalStateException if the id is not free or there is no room
  public void begin(long now, I id, Endpoint to, R request, Terms terms) {
    if (!hasRoom() || !isFree(now, id)) {
      throw new IllegalStateException(
          "cannot begin request " + id + " beside " + outstanding() + " others");
    }
    if (outstanding == null || deadlines == null) {
      outstanding = new HashMap<>();
      deadlines = new Deadlines<>();
    }
    Pending<I, R> pending = new Pending<>(id, to, request, terms, now);
    outstanding.put(id, pending);
    deadlines.add(pending, pending.nextDue());
  }

  /// What a reply with this id from `from` is; if it is the answer to a request, that has ended.
  public Match<R> match(long now, I id, Endpoint from) {
    Pending<I, R> pending = outstanding == null ? null : outstanding.get(id);
    if (pending == null) {
      return matchRetired(now, id, from);
    }
    if (!pending.terms.source().allows(pending.to, from)) {
      return new Match.WrongSource<>();
    }
    end(pending);
    return new Match.Answered<>(pending.request, pending.to, now - pending.sentAt, pending.sends);
  }

  /// Whether an answer from `from` is waited for. Looks at every request: for what arrives rarely.
  public boolean awaits(Endpoint from) {
    if (outstanding != null) {
      for (Pending<I, R> pending : outstanding.values()) {
        if (pending.terms.source().allows(pending.to, from)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Ends a request without waiting further, and returns it; `null` if there is none of this id.
  public @Nullable R cancel(long now, I id) {
    Pending<I, R> pending = outstanding == null ? null : outstanding.get(id);
    if (pending == null) {
      return null;
    }
    retire(now, pending);
    end(pending);
    return pending.request;
  }

  /// Ends all requests and forgets all ids; returns the requests in the order of their deadlines.
  public List<R> cancelAll() {
    List<R> cancelled = new ArrayList<>(outstanding());
    for (var next = poll(Long.MAX_VALUE); next != null; next = poll(Long.MAX_VALUE)) {
      cancelled.add(next.request);
    }
    outstanding = null;
    deadlines = null;
    retired = null;
    return cancelled;
  }

  /// When [#expire] will next have something to do; [Long#MAX_VALUE] if nothing is outstanding.
  public long nextDeadline() {
    return deadlines == null ? Long.MAX_VALUE : deadlines.next();
  }

  /// What is due by now, in the order of deadlines. At most 256 at a time: while there is more,
  /// [#nextDeadline] stays in the past.
  public List<Overdue<I, R>> expire(long now) {
    if (nextDeadline() > now) {
      return List.of();
    }
    List<Overdue<I, R>> due = new ArrayList<>();
    while (due.size() < MOST_EXPIRED_PER_CALL) {
      Pending<I, R> pending = poll(now);
      if (pending == null) {
        break;
      }
      due.add(now >= pending.deadline() ? timeOut(now, pending) : resend(now, pending));
    }
    return due;
  }

  private Overdue<I, R> resend(long now, Pending<I, R> pending) {
    pending.sends++;
    pending.lastSentAt = now;
    if (deadlines != null) {
      deadlines.add(pending, pending.nextDue());
    }
    return new Overdue.Resend<>(pending.id, pending.to, pending.request, pending.sends);
  }

  private Overdue<I, R> timeOut(long now, Pending<I, R> pending) {
    retire(now, pending);
    end(pending);
    return new Overdue.TimedOut<>(pending.id, pending.to, pending.request);
  }

  private @Nullable Pending<I, R> poll(long now) {
    return deadlines == null ? null : deadlines.poll(now);
  }

  private void end(Pending<I, R> pending) {
    if (outstanding == null || deadlines == null) {
      return;
    }
    outstanding.remove(pending.id);
    deadlines.remove(pending);
    if (outstanding.isEmpty()) {
      outstanding = null;
      deadlines = null;
    }
  }

  private Match<R> matchRetired(long now, I id, Endpoint from) {
    freeRetired(now);
    Retired known = retired == null ? null : retired.get(id);
    if (known == null) {
      return new Match.Unknown<>();
    }
    return known.terms.source().allows(known.to, from)
        ? new Match.Late<>()
        : new Match.WrongSource<>();
  }

  private void retire(long now, Pending<I, R> pending) {
    if (options.mostRetired() == 0) {
      return;
    }
    freeRetired(now);
    if (retired == null) {
      retired = new LinkedHashMap<>();
    } else if (retired.size() == options.mostRetired()) {
      retired.pollFirstEntry();
    }
    long until = later(now, options.retiredNanos());
    retired.put(pending.id, new Retired(pending.to, pending.terms, until));
  }

  private void freeRetired(long now) {
    while (retired != null && retired.firstEntry().getValue().until <= now) {
      retired.pollFirstEntry();
      if (retired.isEmpty()) {
        retired = null;
      }
    }
  }

  // A time too long to be said in nanoseconds never ends.
  private static long later(long now, long nanos) {
    return nanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + nanos;
  }

  private static final class Pending<I, R> extends Deadlines.Entry {
    final I id;
    final Endpoint to;
    final R request;
    final Terms terms;
    final long sentAt;
    long lastSentAt;
    int sends = 1;

    Pending(I id, Endpoint to, R request, Terms terms, long now) {
      this.id = id;
      this.to = to;
      this.request = request;
      this.terms = terms;
      this.sentAt = now;
      this.lastSentAt = now;
    }

    long deadline() {
      return later(sentAt, terms.timeoutNanos());
    }

    long nextDue() {
      return sends < terms.sends()
          ? Math.min(later(lastSentAt, terms.resendNanos()), deadline())
          : deadline();
    }
  }

  private record Retired(Endpoint to, Terms terms, long until) {}
}
