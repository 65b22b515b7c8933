package dev.kith.core.driver;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import java.util.ArrayList;
import java.util.List;

/// How a node is doing as a whole, in a word, which the observer hears of whenever it changes:
///
/// - `starting`: it does not answer requests yet
/// - `bootstrapping`: it looks for its place among other nodes for the first time
/// - `joined`: it knows other nodes
/// - `alone`: it knows none, and was told of none it could ask
/// - `unreachable`: there are nodes it could ask, and none of them answers; it goes on trying
///
/// A node has a table in each network it is part of: one for IPv4 and one for IPv6, say.
public final class Health {
  /// One table, how it is kept, and whether its line is dead.
  public interface Place {
    /// The contacts of the table.
    int contacts();

    /// Keeps the table.
    Upkeep upkeep();

    /// Whether nothing at all arrives.
    boolean isCutOff();

    /// Calls `listener` whenever something of this may have changed.
    void onChange(Runnable listener);
  }

  private final List<Place> places = new ArrayList<>();
  private final Observer observer;
  private String state = "starting";
  private boolean closed;

  /// The health of a node without places.
  public Health(Observer observer) {
    this.observer = observer;
  }

  /// The node has this place too.
  public void add(Place place) {
    places.add(place);
    place.onChange(this::update);
  }

  /// The node is closing: what is cancelled by that says nothing about others.
  public void close() {
    closed = true;
  }

  /// The word for it.
  public String state() {
    return state;
  }

  /// Something has happened that may have changed it.
  public void update() {
    if (closed) {
      return;
    }
    int contacts = 0;
    boolean joining = false;
    boolean joined = false;
    boolean hasWhomToAsk = false;
    boolean isNew = state.equals("starting") || state.equals("bootstrapping");
    for (Place place : places) {
      boolean knowsSome = place.contacts() > 0;
      contacts += place.contacts();
      joining |= place.upkeep().isJoining();
      // Who has just met the first of its neighbours has not found its place.
      joined |= knowsSome && !place.isCutOff() && (!isNew || place.upkeep().hasJoined());
      hasWhomToAsk |= knowsSome || place.upkeep().hasWhomToJoinBy();
    }
    if (joined) {
      change("joined", "knows " + contacts + (contacts == 1 ? " node" : " nodes"));
    } else if (joining && isNew) {
      change("bootstrapping", "looking for other nodes");
    } else if (hasWhomToAsk) {
      change("unreachable", "no node answers; still trying");
    } else {
      change("alone", "knows no other node");
    }
  }

  private void change(String next, String detail) {
    if (!next.equals(state)) {
      state = next;
      observer.on(new Event.HealthChanged(next, detail));
    }
  }
}
