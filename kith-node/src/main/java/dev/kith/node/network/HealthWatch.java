package dev.kith.node.network;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import org.jspecify.annotations.Nullable;

/// Remembers the newest health. Other news under that name, such as that strangers can reach us,
/// say nothing of the whole.
///
/// What cannot be kept is trouble whatever the network is like, so `failing` stays until [#SAVING]
/// is told; then the newest word of the network counts again.
public final class HealthWatch implements Observer {
  /// What is told when the trouble told as `failing` is over.
  public static final String SAVING = "saving";

  private volatile Health health = new Health("starting", "has just been started");
  private volatile @Nullable Health trouble;

  /// A watch that has seen nothing.
  public HealthWatch() {}

  /// The newest health.
  public Health health() {
    Health failing = trouble;
    return failing == null ? health : failing;
  }

  @Override
  public void on(Event event) {
    if (!(event instanceof Event.HealthChanged change)) {
      return;
    }
    String state = change.state();
    if (state.equals("failing")) {
      trouble = new Health(state, change.detail());
    } else if (state.equals(SAVING)) {
      trouble = null;
    } else if (Health.STATES.contains(state)) {
      health = new Health(state, change.detail());
    }
  }
}
