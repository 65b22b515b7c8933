package dev.kith.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What must hold in a world, and when it is looked at. A violation ends the run with a
/// [SimulationFailure].
public final class Checks {
  private final World world;
  private final List<Named> afterEachEvent = new ArrayList<>();
  private final List<Named> atEnd = new ArrayList<>();

  Checks(World world) {
    this.world = world;
  }

  /// Looks after every event.
  public void afterEachEvent(String name, Invariant invariant) {
    afterEachEvent.add(new Named(name, invariant));
  }

  /// Looks every `period` from now on.
  public void every(Duration period, String name, Invariant invariant) {
    Named named = new Named(name, invariant);
    world.every(period, () -> check(named));
  }

  /// Looks when [#end] is called.
  public void atEnd(String name, Invariant invariant) {
    atEnd.add(new Named(name, invariant));
  }

  /// The run is over: looks at what must hold then, and once more at what must hold always.
  public void end() {
    afterEvent();
    atEnd.forEach(this::check);
  }

  void afterEvent() {
    if (!afterEachEvent.isEmpty()) {
      afterEachEvent.forEach(this::check);
    }
  }

  private void check(Named named) {
    String violation = named.invariant.violation();
    if (violation != null) {
      throw world.failure("broken: " + named.name + ": " + violation, null);
    }
  }

  private record Named(String name, Invariant invariant) {}
}
