package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.lookup.Lookup;
import dev.kith.core.lookup.LookupCounts;
import dev.kith.core.lookup.LookupOptions;
import dev.kith.core.lookup.Step;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk towards a target with one [Question]: it turns what its [Lookup] decides into requests,
/// and the answers into reports. Starts from the node's routing table, and also asks strangers when
/// that is of little use. Runs on the loop's thread.
///
/// A contact to whom nothing may be sent now ([Ground#mayAsk]) is tried again for a second: if it
/// is real, what others have asked it is answered meanwhile. And where so many requests wait that
/// one is turned away ([Call#isTurnedAway]), it is asked again until it is taken: that a node is
/// busy makes its searches slow, but they find the same.
///
/// @param <A> an answer to the question
public final class Search<A> {
  /// What a search tells whoever runs it.
  ///
  /// @param <A> an answer
  public interface Listener<A> {
    /// A node answered. May stop the search.
    void replied(Contact contact, A answer);

    /// Whether there is room for another request and its answer; if not, [#pump] is to be called
    /// when there is. A search with nobody left to ask ends without.
    default boolean hasRoom() {
      return true;
    }

    /// Whether the search, which has nobody left to ask and would end, goes on: there are others,
    /// of whom [#hear] or [#askStrangers] has just been told.
    default boolean goesOn() {
      return false;
    }

    /// The search has ended, for whatever reason. Called once.
    void ended();
  }

  private static final int MOST_TRIES = 10;

  private final Ground ground;
  private final Loop loop;
  private final Question<A> question;
  private final Listener<A> listener;
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
      Question<A> question,
      NodeId target,
      LookupOptions options,
      Listener<A> listener) {
    this.ground = ground;
    this.loop = ground.loop();
    this.question = question;
    this.listener = listener;
    this.startedAt = loop.now();
    this.lookup = new Lookup(target, ground.id(), options, ground.closest(target, seeds(options)));
  }

  private static int seeds(LookupOptions options) {
    return options.disjointPaths() * Math.max(options.k(), 2 * options.alpha());
  }

  /// Starts walking.
  public void start() {
    ground.observer().on(new Event.LookupStarted(lookup.target(), question.method()));
    askStrangers(ground.strangers());
    pump();
  }

  /// Also considers these contacts.
  public void hear(Collection<Contact> contacts) {
    lookup.hear(contacts);
  }

  /// Also asks whoever is at these endpoints, when there is room.
  public void askStrangers(Collection<Endpoint> endpoints) {
    unasked.addAll(endpoints);
  }

  /// Takes note that whoever is at `from` has sent a request of its own: if its answer is awaited,
  /// it is waited for longer.
  public void stirred(Endpoint from) {
    lookup.stirred(loop.now(), from, ground.patience());
  }

  /// Goes on as far as it can now.
  public void pump() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    while (!ended) {
      boolean hasRoom = !lookup.isStopped() && listener.hasRoom();
      if (hasRoom && !unasked.isEmpty()) {
        askStranger(unasked.remove());
        continue;
      }
      switch (lookup.next(loop.now(), ground.patience(), hasRoom)) {
        case Step.Ask(Contact contact) -> new AskedContact(contact).begin();
        case Step.Wait(long until) -> {
          if (until != Long.MAX_VALUE) {
            timer = loop.after(until - loop.now(), this::pump);
          }
          return;
        }
        case Step.Finished() -> {
          if (!lookup.isStopped()) {
            if (strangers > 0 || !unasked.isEmpty()) {
              return;
            }
            if (listener.goesOn()) {
              continue;
            }
          }
          end();
        }
      }
    }
  }

  private void askStranger(Endpoint endpoint) {
    strangers++;
    strangerCounts = strangerCounts.plus(new LookupCounts(1, 0, 0));
    new AskedStranger(endpoint).begin();
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

  /// Whether so many of those asked are silent that nodes must be leaving by the minute; see
  /// [Lookup#losesMany].
  public boolean losesMany() {
    return lookup.losesMany(loop.now());
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
                question.method(),
                counts.asked(),
                counts.answered(),
                counts.failed(),
                loop.now() - startedAt));
    listener.ended();
  }

  /// A request of the search that has not ended.
  private abstract class Asked implements Question.Reception<A> {
    @Nullable Call call;

    /// Asks, perhaps not for the first time.
    abstract void begin();

    /// No answer of any use will come.
    abstract void lost();

    void open(Call begun) {
      call = begun;
      open.add(begun);
    }

    void close() {
      if (call != null) {
        open.remove(call);
      }
    }

    @Override
    public final void failed() {
      close();
      if (ended) {
        return;
      }
      if (call != null && call.isTurnedAway()) {
        later(this::begin);
      } else {
        lost();
      }
    }

    void later(Runnable task) {
      var _ =
          loop.after(
              Retry.PAUSE,
              () -> {
                if (!ended) {
                  task.run();
                }
              });
    }
  }

  private final class AskedContact extends Asked {
    private final Contact contact;
    private int tries;
    private boolean isPaidFor;
    private boolean isLate;

    AskedContact(Contact contact) {
      this.contact = contact;
    }

    @Override
    void begin() {
      if (isPaidFor || ground.mayAsk(contact)) {
        isPaidFor = true;
        Call begun = question.ask(contact, this);
        open(begun);
        waitForItsTurn(begun);
      } else {
        tryLater();
      }
    }

    /// The contact cannot be silent before it is asked.
    private void waitForItsTurn(Call begun) {
      if (begun.isTurnedAway() || begun.whenSent(this::sent)) {
        isLate = true;
        lookup.held(contact);
      } else if (isLate) {
        lookup.sent(loop.now(), contact, ground.patience());
      }
    }

    // To the lookup it is as good as asked, and loses its slot in time.
    private void tryLater() {
      tries++;
      isLate = true;
      later(tries < MOST_TRIES ? this::begin : this::lost);
    }

    private void sent() {
      if (!ended) {
        lookup.sent(loop.now(), contact, ground.patience());
        // In a turn of its own: this may be in the middle of asking somebody else.
        var _ = loop.after(0, Search.this::pump);
      }
    }

    @Override
    public void answered(@Nullable NodeId id, A answer) {
      close();
      if (ended) {
        return; // the table has learnt of it already
      }
      List<Contact> closer = question.named(answer, contact.endpoint());
      if (question.counts(contact, answer)) {
        lookup.answered(contact, closer);
      } else {
        // It helps on the way but does not count as one of the nearest.
        lookup.helped(contact, closer);
      }
      listener.replied(contact, answer);
      pump();
    }

    @Override
    void lost() {
      lookup.failed(contact);
      pump();
    }
  }

  private final class AskedStranger extends Asked {
    private final Endpoint endpoint;

    AskedStranger(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    void begin() {
      open(question.ask(endpoint, this));
    }

    @Override
    public void answered(@Nullable NodeId id, A answer) {
      if (id == null) {
        failed();
        return;
      }
      close();
      strangers--;
      if (ended) {
        return;
      }
      strangerCounts = strangerCounts.plus(new LookupCounts(0, 1, 0));
      Contact contact = new Contact(id, endpoint);
      lookup.met(contact, question.named(answer, endpoint));
      listener.replied(contact, answer);
      pump();
    }

    @Override
    void lost() {
      strangers--;
      strangerCounts = strangerCounts.plus(new LookupCounts(0, 0, 1));
      pump();
    }
  }
}
