/// What the simulator knows and the nodes do not, to judge them by.
///
/// Here: the [Oracle] that knows who is nearest, and the [Ledger] of what was stored, acknowledged
/// and returned. Not here: when to look; see `Checks` in `dev.kith.sim`.
@NullMarked
package dev.kith.sim.check;

import org.jspecify.annotations.NullMarked;
