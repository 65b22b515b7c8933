package dev.kith.core.driver;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.core.table.Departure;
import dev.kith.core.table.Offer;
import dev.kith.core.table.RoutingTable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whom a node knows: its routing table, and what each exchange with others teaches it.
///
/// What an answer is and whether it bears an id is the network's to say. What follows from an
/// answer, from silence and from the wrong id is the same in all of them. Runs on the loop's
/// thread.
public final class Acquaintances implements Health.Place {
  private static final int FEW_CONTACTS = 4;

  private final Loop loop;
  private final Observer observer;
  private final Guard guard;
  private final Upkeep upkeep;
  private final long questionableNanos;
  private final Blackout blackout = new Blackout(this::lineChanged);
  private RoutingTable table;
  private Runnable onChange = () -> {};

  /// Knows the contacts of `table`, which `upkeep` keeps.
  ///
  /// @param questionable the oldest contact of a full bucket is checked when a newcomer would have
  ///   its place, unless it was seen within this time
  public Acquaintances(
      Loop loop,
      Observer observer,
      Guard guard,
      Upkeep upkeep,
      Duration questionable,
      RoutingTable table) {
    this.loop = loop;
    this.observer = observer;
    this.guard = guard;
    this.upkeep = upkeep;
    this.questionableNanos = questionable.toNanos();
    this.table = table;
  }

  /// The routing table.
  public RoutingTable table() {
    return table;
  }

  /// Goes on with another table: the node has taken another id. Who found no place in it is gone.
  public void adopt(RoutingTable other) {
    RoutingTable former = table;
    table = other;
    for (Contact contact : former.contacts()) {
      if (!has(contact)) {
        observer.on(new Event.ContactRemoved(contact, "no place around the new id"));
      }
    }
  }

  @Override
  public int contacts() {
    return table.size();
  }

  @Override
  public Upkeep upkeep() {
    return upkeep;
  }

  @Override
  public boolean isCutOff() {
    return blackout.isOn();
  }

  /// Which of the bootstrap nodes a walk asks as well: those who are not in the table if hardly
  /// anybody is; all of them if nobody in the table answers and the node joins again, which it does
  /// more and more rarely then, however much it is asked to look for.
  public List<Endpoint> strangers(Collection<Endpoint> bootstrap) {
    if (table.size() >= FEW_CONTACTS) {
      return isCutOff() && upkeep.isJoining() ? List.copyOf(bootstrap) : List.of();
    }
    // Whoever is in a table so small is asked anyway, and would else answer twice.
    Set<Endpoint> known =
        table.contacts().stream().map(Contact::endpoint).collect(Collectors.toSet());
    return bootstrap.stream().filter(endpoint -> !known.contains(endpoint)).toList();
  }

  /// Calls `listener` whenever joining begins or ends, the table has other contacts, or [#isCutOff]
  /// changes.
  @Override
  public void onChange(Runnable listener) {
    onChange = listener;
    upkeep.onChange(listener);
  }

  private void lineChanged() {
    onChange.run();
  }

  /// Whether `contact` is in the table, at its endpoint.
  public boolean has(Contact contact) {
    return table.find(contact.id()).filter(contact::equals).isPresent();
  }

  /// `contact` has sent us a request. Returns whether it is to be met when it has had its answer:
  /// the table would have it, and what strangers may cost allows a ping.
  public boolean heard(Contact contact) {
    return table.heard(loop.now(), contact) == RoutingTable.Heard.WANTED
        && guard.mayMeet(contact.endpoint());
  }

  /// `from` has answered a request of ours, whoever that is.
  public void answered(Endpoint from) {
    guard.answered(from);
    blackout.answered();
  }

  /// `contact` has answered a request of ours under its id, or without one if it is known. Returns
  /// whether it is new in the table.
  public boolean verified(Contact contact) {
    return switch (table.offer(loop.now(), contact)) {
      case Offer.Added(Contact evicted) -> {
        added(contact, evicted);
        yield true;
      }
      case Offer.Full(Contact oldest, long silentNanos) -> {
        if (silentNanos >= questionableNanos) {
          upkeep.doubt(oldest); // section 2.2 of the paper: the newcomer waits until we know
        }
        yield false;
      }
      case Offer.Refreshed _, Offer.Refused _ -> false;
    };
  }

  private void added(Contact contact, @Nullable Contact evicted) {
    if (evicted != null) {
      observer.on(new Event.ContactRemoved(evicted, "replaced"));
      upkeep.lost(evicted);
    }
    observer.on(new Event.ContactAdded(contact));
    upkeep.tableChanged();
  }

  /// A request to `asked`, if that is anyone we know of, has had no answer; anything at all arrived
  /// last at `lastHeard`.
  public void silent(@Nullable NodeId asked, Endpoint at, long lastHeard) {
    if (asked == null) {
      return;
    }
    Contact contact = new Contact(asked, at);
    if (!blackout.isToBlame(loop.now(), lastHeard, contact, table)) {
      table
          .failed(loop.now(), contact)
          .ifPresent(
              departure -> {
                left(departure, "no reply");
                upkeep.lost(departure.gone());
              });
    }
  }

  /// Somebody other than `asked`, if that is anyone we know of, has answered there.
  public void impostor(@Nullable NodeId asked, Endpoint at) {
    if (asked != null && has(new Contact(asked, at))) {
      table.remove(loop.now(), asked).ifPresent(departure -> left(departure, "another id answers"));
    }
  }

  private void left(Departure departure, String reason) {
    observer.on(new Event.ContactRemoved(departure.gone(), reason));
    if (departure.promoted() != null) {
      observer.on(new Event.ContactAdded(departure.promoted()));
    }
    upkeep.tableChanged();
  }
}
