/// Whole networks of production nodes in simulated worlds, held against the bars of the project.
///
/// Here: scenarios and what they share: [MainlineWorld] with its [Resident]s, and [Probe], which
/// holds lookups against the oracle. Not here: anything that opens a socket. Start with
/// [JoiningTest].
@NullMarked
package dev.kith.mainline.sim;

import org.jspecify.annotations.NullMarked;
