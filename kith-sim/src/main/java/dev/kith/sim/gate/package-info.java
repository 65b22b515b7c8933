/// Stands between a node and its socket.
///
/// Here: the [Gate] that sees, changes or keeps what passes, and the [GatedLoop] that puts one
/// before a node. Not here: what the messages mean; each network's scenarios know that. Start with
/// [Gate].
@NullMarked
package dev.kith.sim.gate;

import org.jspecify.annotations.NullMarked;
