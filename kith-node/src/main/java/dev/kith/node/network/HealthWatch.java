package dev.kith.node.network;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;

/// Remembers the newest health. Other news under that name, such as that strangers can reach us,
/// say nothing of the whole.
public final class HealthWatch implements Observer {
  private volatile Health health = new Health("starting", "has just been started");

  /// A watch that has seen nothing.
  public HealthWatch() {}

  /// The newest health.
  public Health health() {
    return health;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.HealthChanged(String state, String detail)
        && Health.STATES.contains(state)) {
      health = new Health(state, detail);
    }
  }
}
