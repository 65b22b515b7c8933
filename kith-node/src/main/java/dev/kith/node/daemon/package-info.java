/// Servers: what runs until it is told to end.
///
/// Here: `kith node` and the parts that every server shares: [Lifetime], [Announcer], [EventLog].
/// Not here: how a network's node works or is started; that is behind
/// `dev.kith.node.network.Network`. Start with [NodeCommand].
@NullMarked
package dev.kith.node.daemon;

import org.jspecify.annotations.NullMarked;
