package dev.kith.sim.engine;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Patience;
import dev.kith.core.lookup.Step;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.rpc.Match;
import dev.kith.core.rpc.Overdue;
import dev.kith.core.rpc.RequestTracker;
import dev.kith.core.rpc.RttEstimate;
import dev.kith.core.rpc.TrackerOptions;
import dev.kith.core.table.RoutingTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A Kademlia node of nothing but the production machines: it pings, finds nodes, and keeps its
/// table. What it lacks, a real network adds: sessions, stores, tokens, limits.
///
/// On its loop's thread only. An idle node holds its table and little else.
public final class EngineNode implements Inbox<EngineMessage> {
  private static final int MOST_CHECKS = 8;

  private final Loop loop;
  private final NodeId self;
  private final EngineOptions options;
  private final Wire<EngineMessage> wire;
  private final RoutingTable table;
  private final RequestTracker<Integer, Asked> tracker =
      new RequestTracker<>(TrackerOptions.DEFAULT);
  private List<EngineLookup> running = List.of(); // replaced by a list of its own when needed
  private @Nullable RttEstimate roundTrips;
  private Loop.@Nullable Timer timer;
  private long timerAt = Long.MAX_VALUE;
  private @Nullable Function<NodeId, List<Contact>> lie;
  private int transactions;
  private int checksUnderWay;

  /// A node called `self` on `loop`, listening at `local`.
  ///
  /// @throws IOException if that cannot be bound
  public EngineNode(
      Loop loop, Endpoint local, NodeId self, EngineOptions options, Codec<EngineMessage> codec)
      throws IOException {
    this.loop = loop;
    this.self = self;
    this.options = options;
    this.table = new RoutingTable(self, options.table());
    this.wire = loop.open(local, codec, this);
    if (options.maintenance().isOn()) {
      maintain();
    }
  }

  /// The own id.
  public NodeId id() {
    return self;
  }

  /// The own id and endpoint.
  public Contact contact() {
    return new Contact(self, wire.local());
  }

  /// The table; to look at, or to fill as if the node had been here for long.
  public RoutingTable table() {
    return table;
  }

  /// Names from now on, to whoever asks for the nodes nearest to a target, those of `told` and not
  /// those of its table.
  public void lie(Function<NodeId, List<Contact>> told) {
    lie = told;
  }

  /// The requests without an answer.
  public int outstanding() {
    return tracker.outstanding();
  }

  /// Becomes part of the network of which these are members: looks up the own id, then a point of
  /// each farther bucket. Done when all of that is.
  public CompletableFuture<EngineResult> join(List<Contact> members) {
    CompletableFuture<EngineResult> joined = new CompletableFuture<>();
    lookup(self, members, false, result -> refreshNext(refreshTargets(), joined, result));
    return joined;
  }

  private List<NodeId> refreshTargets() {
    return new ArrayList<>(table.refreshTargets(loop.random()));
  }

  private void refreshNext(
      List<NodeId> targets, CompletableFuture<EngineResult> joined, EngineResult first) {
    if (targets.isEmpty()) {
      joined.complete(first);
    } else {
      lookup(
          targets.removeFirst(), List.of(), false, result -> refreshNext(targets, joined, first));
    }
  }

  /// Looks for the k nodes nearest to `target`.
  public CompletableFuture<EngineResult> lookup(NodeId target) {
    return lookup(target, options.lookup());
  }

  /// As [#lookup(NodeId)], but goes about it like this.
  public CompletableFuture<EngineResult> lookup(NodeId target, LookupOptions how) {
    CompletableFuture<EngineResult> found = new CompletableFuture<>();
    lookup(target, how, List.of(), true, found::complete);
    return found;
  }

  /// As [#lookup(NodeId)], from what the table holds and `seeds`; measures depths only if asked to,
  /// for that takes memory and time.
  public void lookup(NodeId target, List<Contact> seeds, boolean measuresDepth, Outcome outcome) {
    lookup(target, options.lookup(), seeds, measuresDepth, outcome);
  }

  private void lookup(
      NodeId target,
      LookupOptions how,
      List<Contact> seeds,
      boolean measuresDepth,
      Outcome outcome) {
    List<Contact> start = table.closest(target, how.k());
    if (!seeds.isEmpty()) {
      start = new ArrayList<>(start);
      start.addAll(seeds);
    }
    EngineLookup lookup =
        new EngineLookup(loop.now(), target, self, how, start, measuresDepth, outcome);
    if (running.isEmpty()) {
      running = new ArrayList<>(1);
    }
    running.add(lookup);
    advance(lookup);
  }

  /// Leaves without a word: closes the socket, and lookups never end.
  public void close() {
    wire.close();
    tracker.cancelAll();
    if (timer != null) {
      timer.cancel();
    }
  }

  /// What a lookup's end is told to.
  @FunctionalInterface
  public interface Outcome {
    /// The lookup has ended.
    void found(EngineResult result);
  }

  @Override
  public boolean admits(Endpoint from, int bytes) {
    return true;
  }

  @Override
  public void malformed(Endpoint from, MalformedException why) {}

  @Override
  public void received(Endpoint from, EngineMessage message, int bytes) {
    switch (message) {
      case EngineMessage.Ping ping -> {
        wire.send(from, new EngineMessage.Pong(ping.transaction(), self));
        heard(from, ping.sender());
      }
      case EngineMessage.FindNode find -> {
        wire.send(from, new EngineMessage.Nodes(find.transaction(), self, near(find.target())));
        heard(from, find.sender());
      }
      case EngineMessage.Pong pong -> replied(from, pong, List.of());
      case EngineMessage.Nodes nodes -> replied(from, nodes, nodes.contacts());
    }
  }

  private List<Contact> near(NodeId target) {
    return lie != null ? lie.apply(target) : table.closest(target, options.lookup().k());
  }

  private void heard(Endpoint from, NodeId sender) {
    if (!options.maintenance().isOn() || checksUnderWay >= MOST_CHECKS) {
      return;
    }
    Contact contact = new Contact(sender, from);
    if (table.heard(loop.now(), contact) == RoutingTable.Heard.WANTED) {
      check(contact);
    }
  }

  private void check(Contact contact) {
    checksUnderWay++;
    ask(contact, null);
  }

  private void replied(Endpoint from, EngineMessage reply, List<Contact> contacts) {
    switch (tracker.match(loop.now(), reply.transaction(), from)) {
      case Match.Answered<Asked>(Asked asked, Endpoint _, long rttNanos, int sends) -> {
        if (sends == 1) {
          estimate().sample(rttNanos);
        }
        conclude(asked, asked.contact.id().equals(reply.sender()), contacts);
      }
      case Match.Late<Asked> _, Match.WrongSource<Asked> _, Match.Unknown<Asked> _ -> {}
    }
  }

  private void conclude(Asked asked, boolean answered, List<Contact> contacts) {
    if (answered) {
      table.offer(loop.now(), asked.contact);
    } else {
      table.failed(loop.now(), asked.contact);
    }
    EngineLookup lookup = asked.lookup;
    if (lookup == null) {
      checksUnderWay--;
      return;
    }
    if (answered) {
      lookup.answered(asked.contact, contacts);
    } else {
      lookup.search.failed(asked.contact);
    }
    advance(lookup);
  }

  private void advance(EngineLookup lookup) {
    while (!lookup.search.isStopped()) {
      switch (lookup.search.next(loop.now(), patience())) {
        case Step.Ask(Contact contact) -> ask(contact, lookup);
        case Step.Wait(long until) -> {
          lookup.resumesAt = until;
          wake(until);
          return;
        }
        case Step.Finished _ -> {
          lookup.search.stop();
          running.remove(lookup);
          lookup.end(loop.now());
        }
      }
    }
  }

  private void ask(Contact contact, @Nullable EngineLookup lookup) {
    int transaction = transactions++;
    tracker.begin(
        loop.now(), transaction, contact.endpoint(), new Asked(contact, lookup), options.terms());
    send(transaction, contact, lookup);
    wake(tracker.nextDeadline());
  }

  private void send(int transaction, Contact contact, @Nullable EngineLookup lookup) {
    wire.send(
        contact.endpoint(),
        lookup == null
            ? new EngineMessage.Ping(transaction, self)
            : new EngineMessage.FindNode(transaction, self, lookup.search.target()));
  }

  // One timer serves all: set to the earliest thing to do, and asked anew when it rings.
  private void wake(long at) {
    if (at >= timerAt) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerAt = at;
    timer = loop.after(at - loop.now(), this::woken);
  }

  private void woken() {
    timer = null;
    timerAt = Long.MAX_VALUE;
    for (Overdue<Integer, Asked> overdue : tracker.expire(loop.now())) {
      switch (overdue) {
        case Overdue.Resend<Integer, Asked>(Integer id, Endpoint _, Asked asked, int _) ->
            send(id, asked.contact, asked.lookup);
        case Overdue.TimedOut<Integer, Asked>(Integer _, Endpoint _, Asked asked) ->
            conclude(asked, false, List.of());
      }
    }
    wake(tracker.nextDeadline());
    for (EngineLookup lookup : List.copyOf(running)) {
      if (lookup.resumesAt <= loop.now()) {
        advance(lookup);
      } else {
        wake(lookup.resumesAt);
      }
    }
  }

  private Patience patience() {
    return estimate().patience();
  }

  private RttEstimate estimate() {
    if (roundTrips == null) {
      roundTrips = new RttEstimate(options.patience());
    }
    return roundTrips;
  }

  // Checks one contact, refreshes one bucket, and comes back.
  private void maintain() {
    EngineOptions.Maintenance care = options.maintenance();
    long period = care.checkEvery().toNanos();
    loop.after(
        period / 2 + loop.random().nextLong(period),
        () -> {
          Optional<Contact> silent =
              table.nextToCheck(loop.now(), care.quietFor().toNanos(), care.retryAfter().toNanos());
          if (silent.isPresent() && checksUnderWay < MOST_CHECKS) {
            check(silent.get());
          }
          table
              .nextToRefresh(loop.now(), care.refreshEvery().toNanos(), loop.random())
              .ifPresent(target -> lookup(target, List.of(), false, result -> {}));
          maintain();
        });
  }

  private record Asked(Contact contact, @Nullable EngineLookup lookup) {}
}
