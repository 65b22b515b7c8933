/// Addresses, and the ports through which a node meets the world.
///
/// Here: [Endpoint], and the interfaces [Loop], [Wire], [Codec], [Inbox] and [Disk]. Not here: any
/// socket, thread or clock; the real ones are in `dev.kith.core.io`, the simulated ones in
/// `dev.kith.sim`. Start with [Loop].
@NullMarked
package dev.kith.core.net;

import org.jspecify.annotations.NullMarked;
