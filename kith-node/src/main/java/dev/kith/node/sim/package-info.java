/// Simulations of any network from the command line.
///
/// Here: [SimCommand], the frame of a command of `kith sim`; [Simulation], one run;
/// [SimulatedNodes], what a network gives to be simulated. Not here: the simulator, which is
/// kith-sim. Start with [SimCommand].
@NullMarked
package dev.kith.node.sim;

import org.jspecify.annotations.NullMarked;
