/// What goes wrong in a world, drawn from a seed.
///
/// Here: [FaultPlan], which draws everything beforehand so that it can be printed first and
/// replayed by its seed, and the [Fault]s it consists of. Not here: what must hold all the same;
/// see `dev.kith.sim.check`. Start with [FaultPlan].
@NullMarked
package dev.kith.sim.fault;

import org.jspecify.annotations.NullMarked;
