/// What the simulator knows and the nodes do not, to judge them by.
///
/// Here: the [Oracle] that knows who is nearest, the [Ledger] of what was stored, acknowledged and
/// returned, the [Exchanges] of one node with the others, [ReplyBudgets], and [Liveness] once
/// nothing is wrong any more. Not here: when to look; see `Checks` in `dev.kith.sim`, and
/// `dev.kith.sim.fault`. Start with [Oracle].
@NullMarked
package dev.kith.sim.check;

import org.jspecify.annotations.NullMarked;
