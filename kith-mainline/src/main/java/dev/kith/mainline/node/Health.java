package dev.kith.mainline.node;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import java.util.List;

/// How a node is doing as a whole, in a word, which the observer hears of whenever it changes:
///
/// - `starting`: it does not answer requests yet
/// - `bootstrapping`: it looks for other nodes for the first time
/// - `joined`: it knows other nodes
/// - `alone`: it knows none, and was told of none it could ask
/// - `unreachable`: there are nodes it could ask, and none of them answers; it goes on trying
final class Health {
  private final List<Home> homes;
  private final Observer observer;
  private String state = "starting";

  /// The health of the node with these homes, a list that may still grow.
  Health(List<Home> homes, Observer observer) {
    this.homes = homes;
    this.observer = observer;
  }

  String state() {
    return state;
  }

  /// Something has happened that may have changed it.
  void update() {
    int contacts = 0;
    boolean joining = false;
    boolean heard = false;
    boolean hasWhomToAsk = false;
    for (Home home : homes) {
      contacts += home.table().size();
      joining |= home.upkeep().isJoining();
      heard |= home.table().size() > 0 && !home.isCutOff();
      hasWhomToAsk |= home.table().size() > 0 || home.upkeep().hasWhomToJoinBy();
    }
    boolean isNew = state.equals("starting") || state.equals("bootstrapping");
    if (heard) {
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
