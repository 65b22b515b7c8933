package dev.kith.mainline.rpc;

import dev.kith.core.driver.Call;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Lookup;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Step;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One walk towards a target with one kind of query: it turns what its [Lookup] decides into
/// queries, and the replies into reports. Starts from the node's routing table, and also asks
/// strangers when that is nearly empty. Runs on the loop's thread.
public final class Search {
  /// What a search tells whoever runs it.
  public interface Listener {
    /// A node answered. May stop the search.
    void replied(Contact contact, ResponsePacket reply);

    /// Whether there is room for another query and its reply; if not, [#pump] is to be called when
    /// there is.
    default boolean hasRoom() {
      return true;
    }

    /// The search has ended, for whatever reason. Called once.
    void ended();
  }

  private final Ground ground;
  private final Loop loop;
  private final String method;
  private final BDict a;
  private final boolean background;
  private final Listener listener;
  private final Lookup lookup;
  private final long startedAt;
  private final Queue<Endpoint> unasked = new ArrayDeque<>();
  private int strangers;
  private LookupCounts strangerCounts = LookupCounts.NONE;
  private final Set<Call> open = new LinkedHashSet<>();
  private boolean ended;
  private Loop.@Nullable Timer timer;

  /// A search that has not started.
  public Search(
      Ground ground,
      NodeId target,
      String method,
      BDict a,
      LookupOptions options,
      boolean background,
      Listener listener) {
    this.ground = ground;
    this.loop = ground.loop();
    this.method = method;
    this.a = a;
    this.background = background;
    this.listener = listener;
    this.startedAt = loop.now();
    this.lookup = new Lookup(target, ground.id(), options, ground.closest(target, seeds(options)));
  }

  private static int seeds(LookupOptions options) {
    return Math.max(options.k(), 2 * options.alpha());
  }

  /// Starts walking.
  public void start() {
    ground.observer().on(new Event.LookupStarted(lookup.target(), method));
    unasked.addAll(ground.strangers());
    pump();
  }

  private void askStranger(Endpoint endpoint) {
    strangers++;
    strangerCounts = strangerCounts.plus(new LookupCounts(1, 0, 0));
    ask(
        Ask.stranger(endpoint, method, a, background),
        outcome -> {
          strangers--;
          strangerConcluded(endpoint, outcome);
        });
  }

  /// Also considers these contacts.
  public void hear(Collection<Contact> contacts) {
    lookup.hear(contacts);
  }

  /// Goes on as far as it can now.
  public void pump() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    while (!ended && (lookup.isStopped() || listener.hasRoom())) {
      if (!unasked.isEmpty() && !lookup.isStopped()) {
        askStranger(unasked.remove());
        continue;
      }
      switch (lookup.next(loop.now(), ground.patience())) {
        case Step.Ask(Contact contact) ->
            ask(
                Ask.contact(contact, method, a, background),
                outcome -> concluded(contact, outcome));
        case Step.Wait(long until) -> {
          if (until != Long.MAX_VALUE) {
            timer = loop.after(until - loop.now(), this::pump);
          }
          return;
        }
        case Step.Finished() -> {
          if (strangers == 0 || lookup.isStopped()) {
            end();
          }
          return;
        }
      }
    }
  }

  /// Ends the search before it has found all; [Listener#ended] follows at once. What is in flight
  /// is left to end by itself, for the table learns from it.
  public void stop() {
    if (!ended) {
      lookup.stop();
      pump();
    }
  }

  /// Ends the search like [#stop], and gives up what is in flight.
  public void cancel() {
    stop();
    List.copyOf(open).forEach(Call::cancel);
  }

  /// What the search is heading for.
  public NodeId target() {
    return lookup.target();
  }

  /// The nearest nodes that answered, nearest first.
  public List<Contact> nearest() {
    return lookup.nearest();
  }

  /// What the search has cost so far.
  public LookupCounts counts() {
    return lookup.counts().plus(strangerCounts);
  }

  private void ask(Ask ask, Consumer<Outcome> then) {
    Call[] call = new Call[1];
    call[0] =
        ground.ask(
            ask,
            outcome -> {
              open.remove(call[0]);
              then.accept(outcome);
            });
    open.add(call[0]);
  }

  private void concluded(Contact contact, Outcome outcome) {
    if (ended) {
      return; // the table has learnt of it already
    }
    switch (outcome) {
      case Outcome.Answered answered -> accept(contact, answered.packet());
      case Outcome.Refused refused -> lookup.failed(contact);
      case Outcome.Impostor impostor -> lookup.failed(contact);
      case Outcome.Silent silent -> lookup.failed(contact);
      case Outcome.Cancelled cancelled -> lookup.failed(contact);
    }
    pump();
  }

  private void accept(Contact contact, ResponsePacket reply) {
    List<Contact> closer = ground.named(reply, contact.endpoint());
    if (ground.counts(contact, reply)) {
      lookup.answered(contact, closer);
    } else {
      // It helps on the way but does not count as one of the nearest (BEP 42, BEP 43).
      lookup.failed(contact);
      lookup.hear(closer);
    }
    listener.replied(contact, reply);
  }

  private void strangerConcluded(Endpoint endpoint, Outcome outcome) {
    if (ended) {
      return;
    }
    if (outcome instanceof Outcome.Answered answered && answered.id() != null) {
      strangerCounts = strangerCounts.plus(new LookupCounts(0, 1, 0));
      Contact contact = new Contact(answered.id(), endpoint);
      lookup.hear(ground.named(answered.packet(), endpoint));
      lookup.met(contact);
      listener.replied(contact, answered.packet());
    } else {
      strangerCounts = strangerCounts.plus(new LookupCounts(0, 0, 1));
    }
    pump();
  }

  private void end() {
    ended = true;
    List.copyOf(open).forEach(Call::withdraw);
    LookupCounts counts = counts();
    ground
        .observer()
        .on(
            new Event.LookupEnded(
                lookup.target(),
                method,
                counts.asked(),
                counts.answered(),
                counts.failed(),
                loop.now() - startedAt));
    listener.ended();
  }
}
