package dev.kith.sim.check;

import dev.kith.sim.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What was seen in a world that must not be: the first hundred complaints, in order.
public final class Complaints implements Consumer<String> {
  private static final int MOST = 100;

  private final List<String> all = new ArrayList<>();

  /// No complaints so far.
  public Complaints() {}

  /// Something was seen that must not be, in a sentence that begins with the invariant it breaks.
  @Override
  public void accept(String complaint) {
    if (all.size() < MOST) {
      all.add(complaint);
    }
  }

  /// All of them.
  public List<String> all() {
    return List.copyOf(all);
  }

  /// That there are none, for the checks of a world.
  public Invariant invariant() {
    return () -> all.isEmpty() ? null : all.getFirst();
  }
}
