/// What happens to a datagram on its way: pure machines, told the time.
///
/// Here: [Link] with its presets, [Delay] and [NatBox]. Not here: hosts or events; the world asks a
/// link what becomes of a datagram and does it. Start with [Link].
@NullMarked
package dev.kith.sim.link;

import org.jspecify.annotations.NullMarked;
