package dev.kith.mainline.sim;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import java.util.ArrayList;
import java.util.List;

/// Counts what a node reports of itself, as far as scenarios ask for it.
final class EventCounts implements Observer {
  private long sent;
  private long answered;
  private long refused;
  private long timedOut;
  private long added;
  private long removed;
  private long stored;
  private final List<String> broken = new ArrayList<>();

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.RequestSent _ -> sent++;
      case Event.RequestAnswered _ -> answered++;
      case Event.RequestRefused _ -> refused++;
      case Event.RequestTimedOut _ -> timedOut++;
      case Event.ContactAdded _ -> added++;
      case Event.ContactRemoved _ -> removed++;
      case Event.Stored _ -> stored++;
      case Event.InvariantBroken(String what, String detail) -> broken.add(what + ": " + detail);
      case Event.RequestServed _,
          Event.RequestDeclined _,
          Event.Dropped _,
          Event.LookupStarted _,
          Event.LookupEnded _,
          Event.Removed _,
          Event.HealthChanged _ -> {}
    }
  }

  /// Requests that went out.
  long sent() {
    return sent;
  }

  /// Requests that have ended: answered, refused or given up.
  long ended() {
    return answered + refused + timedOut;
  }

  /// Contacts that entered the table.
  long added() {
    return added;
  }

  /// Contacts that left the table.
  long removed() {
    return removed;
  }

  /// Peers and items stored for others.
  long stored() {
    return stored;
  }

  /// Invariants of its own the node saw broken.
  List<String> broken() {
    return broken;
  }
}
