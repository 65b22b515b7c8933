package dev.kith.sim.fault;

/// A network whose nodes can be put into worlds of random faults.
@FunctionalInterface
public interface FaultNetwork {
  /// Makes the world that was drawn and puts nodes into it. The world's seed is the draw's.
  FaultScenario scenario(FaultDraw draw);

  /// What is particular about the world drawn beside its faults, to be told before it runs, such as
  /// ` whose values die`; empty for nothing.
  default String particulars(FaultDraw draw) {
    return "";
  }
}
