/// A deterministic network simulator that runs production nodes in virtual time.
@org.jspecify.annotations.NullMarked
module dev.kith.sim {
  requires transitive dev.kith.core;
  requires static transitive org.jspecify;

  exports dev.kith.sim;
  exports dev.kith.sim.check;
  exports dev.kith.sim.churn;
  exports dev.kith.sim.crowd;
  exports dev.kith.sim.engine;
  exports dev.kith.sim.fault;
  exports dev.kith.sim.gate;
  exports dev.kith.sim.link;
  exports dev.kith.sim.report;
}
