package dev.kith.sim;

import org.jspecify.annotations.Nullable;

/// Something that must not happen did happen in a simulation: a node threw, an invariant broke, or
/// what was waited for never came. The message begins with the seed, so that it can be replayed.
public final class SimulationFailure extends RuntimeException {
  /// A failure of the run described by `replay`.
  public SimulationFailure(String replay, String what, @Nullable Throwable cause) {
    super(replay + ": " + what, cause);
  }
}
