/// Simulated worlds under measurement, one in a process of its own.
///
/// Here: the worlds ([dev.kith.bench.world.Inhabitants]), what they are made to do, and what that
/// took. Start with [dev.kith.bench.world.WorldPeer]. Not here: which worlds are measured, and the
/// report; those are in `dev.kith.bench`.
@NullMarked
package dev.kith.bench.world;

import org.jspecify.annotations.NullMarked;
