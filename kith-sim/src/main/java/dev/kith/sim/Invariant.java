package dev.kith.sim;

import org.jspecify.annotations.Nullable;

/// Something that must hold in a world.
@FunctionalInterface
public interface Invariant {
  /// What is wrong, in a sentence; `null` if all is well. Must not change anything.
  @Nullable String violation();
}
