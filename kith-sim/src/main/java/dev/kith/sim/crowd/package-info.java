/// Worlds full of nodes of one network.
///
/// Here: who is there, how they come in, and picking some of them ([Crowd]). Not here: what a node
/// is; its network says how one is set up ([Member]). Start with [Crowd].
@NullMarked
package dev.kith.sim.crowd;

import org.jspecify.annotations.NullMarked;
