/// What goes wrong in a world, drawn from a seed, and the course that such a world takes.
///
/// Here: [FaultPlan], which draws everything beforehand so that it can be printed first and
/// replayed by its seed, and the [Fault]s it consists of; [FaultWorlds], which runs worlds one
/// after the other, and the [FaultScenario] by which a network takes part. Not here: what must hold
/// all the same; see `dev.kith.sim.check`. Start with [FaultPlan]; with [FaultScenario] to put a
/// network to the test.
@NullMarked
package dev.kith.sim.fault;

import org.jspecify.annotations.NullMarked;
