package dev.kith.sim.check;

import dev.kith.core.id.Contact;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.observe.Event;
import dev.kith.sim.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that has passed between one node and the others since it started, as somebody before its
/// socket sees it: whom it asked and who asked it, who has answered and so proved to be where he
/// says. Complains of what must not come of that in any network (`reliability.md`, section 2):
///
/// - *requests*: a reply to nothing is sent, or one is taken from somebody who was not asked;
/// - *routing table*: a contact enters it, or is named to others, that is not verified;
/// - *bounds*: more requests are in flight, or more contacts named, than there may be;
/// - *reply budget*: what [ReplyBudgets] says, of addresses that have not proved themselves.
///
/// The network's part is to read its messages and report them here, each before the node gets it or
/// after the node has sent it; then it knows what a reply answers, and judges what only that
/// network can. After a restart the node knows nothing, and its exchanges begin anew.
///
/// @param <T> ids of transactions, with value equality
/// @param <R> what is to be known of a request that the node sent
/// @param <Q> what is to be known of a request that the node was sent
public final class Exchanges<T, R, Q> {
  // A host may stand still for a minute, several times on end, and only then read what came.
  private static final long LATEST_ANSWER = Duration.ofMinutes(5).toNanos();
  // An address is believed for ten minutes.
  private static final long PROOF_LIFE = Duration.ofSeconds(630).toNanos();
  private static final long EARLY = Duration.ofMillis(10).toNanos();
  private static final int MOST_ASKED = 2_048;

  private final World world;
  private final Endpoint self;
  private final Consumer<String> complaints;
  private final ReplyBudgets budgets;
  private final Bounds bounds;
  private final SequencedMap<T, Sent<R>> sent = new LinkedHashMap<>();
  private final Deque<Sent<R>> recent = new ArrayDeque<>();
  private final SequencedMap<Source<T>, Asked<Q>> asked = new LinkedHashMap<>();
  private final Map<Address, Long> proved = new LinkedHashMap<>();
  private final Set<Contact> verified = new LinkedHashSet<>();
  private @Nullable Endpoint matched;

  /// What a node may do at most.
  ///
  /// @param inFlight requests in flight
  /// @param timeout how long a request is waited for at least: until then one is in flight
  /// @param contacts contacts in one reply
  public record Bounds(int inFlight, Duration timeout, int contacts) {}

  /// A request that the node was sent.
  ///
  /// @param <Q> what is to be known of it
  /// @param request what it asks
  /// @param bytes its length
  /// @param at when it arrived, by the world's time
  public record Asked<Q>(Q request, int bytes, long at) {}

  private record Source<T>(Endpoint from, T id) {}

  private static final class Sent<R> {
    final Endpoint to;
    final R request;
    final long at;
    boolean isAnswered;

    Sent(Endpoint to, R request, long at) {
      this.to = to;
      this.request = request;
      this.at = at;
    }
  }

  /// Exchanges of the node at `self`, which is about to start.
  public Exchanges(
      World world,
      Endpoint self,
      Consumer<String> complaints,
      ReplyBudgets budgets,
      Bounds bounds) {
    this.world = world;
    this.self = self;
    this.complaints = complaints;
    this.budgets = budgets;
    this.bounds = bounds;
  }

  /// The same node, which is about to start again.
  public Exchanges<T, R, Q> restarted() {
    return new Exchanges<>(world, self, complaints, budgets, bounds);
  }

  /// Complains that this node breaks an invariant.
  public void complain(String invariant, String what) {
    complaints.accept(invariant + ": " + self + " at " + world.elapsed() + ": " + what);
  }

  /// A request has arrived.
  public void asked(Endpoint from, T id, Q request, int bytes) {
    matched = null;
    asked.put(new Source<>(from, id), new Asked<>(request, bytes, world.now()));
    if (asked.size() > MOST_ASKED) {
      asked.pollFirstEntry();
    }
  }

  /// The node sends a reply, if an error or any other; returns what it answers, `null` if nothing,
  /// of which the caller complains where the network allows no such thing.
  public @Nullable Asked<Q> replies(Endpoint to, T id) {
    Asked<Q> request = asked.get(new Source<>(to, id));
    if (request != null && !hasProved(to.address(), PROOF_LIFE)) {
      budgets.expect(self, to, request.bytes);
    }
    return request;
  }

  /// The node sends a request.
  public void asks(Endpoint to, T id, R request) {
    long now = world.now();
    Sent<R> added = new Sent<>(to, request, now);
    sent.put(id, added);
    recent.add(added);
    while (now - sent.firstEntry().getValue().at > LATEST_ANSWER) {
      sent.pollFirstEntry();
    }
    while (now - recent.getFirst().at > bounds.timeout.toNanos() - EARLY) {
      recent.removeFirst();
    }
    long open = recent.stream().filter(each -> !each.isAnswered).count();
    if (open > bounds.inFlight) {
      complain("bounds", open + " requests in flight");
    }
  }

  /// A reply has arrived; returns what it answers, `null` if it comes from somebody who was not
  /// asked this.
  public @Nullable R answered(Endpoint from, T id) {
    matched = null;
    Sent<R> request = sent.get(id);
    if (request == null || !request.to.equals(from) || world.now() - request.at > LATEST_ANSWER) {
      return null;
    }
    request.isAnswered = true;
    matched = from;
    proves(from.address());
    return request.request;
  }

  /// From now on the node may know this contact: it has answered as the network demands.
  public void verified(Contact contact) {
    verified.add(contact);
  }

  /// Somebody at `address` has proved now that he is there, be it by an answer or by a token.
  public void proves(Address address) {
    proved.put(address, world.now());
  }

  /// Whether somebody at `address` has proved within so many nanoseconds that he is there.
  public boolean hasProved(Address address, long within) {
    Long at = proved.get(address);
    return at != null && world.now() - at <= within;
  }

  /// The node has reported something of itself.
  public void noticed(Event event) {
    switch (event) {
      case Event.RequestAnswered(String method, Endpoint from, long _) -> {
        if (!from.equals(matched)) {
          complain("requests", method + " answered by " + from + ", who was not asked");
        }
      }
      case Event.ContactAdded(Contact contact) -> {
        if (!verified.contains(contact)) {
          complain("routing table", contact + " entered and is not verified");
        }
      }
      case Event.InvariantBroken(String what, String detail) -> complain(what, detail);
      default -> {} // of no interest to every network
    }
  }

  /// The node names these in a reply.
  public void names(List<Contact> contacts) {
    if (contacts.size() > bounds.contacts) {
      complain("bounds", contacts.size() + " contacts in a reply");
    }
    for (Contact contact : contacts) {
      if (!verified.contains(contact)) {
        complain("routing table", contact + " is named and is not verified");
      }
    }
  }
}
