/// The routing table: whom a node knows, arranged so that any point of the key space is near
/// someone.
///
/// Here: [RoutingTable] with its splitting and diversity rules. Not here: messages or timers; the
/// table never asks anybody anything, it tells the node whom to ask. Start with [RoutingTable].
@NullMarked
package dev.kith.core.table;

import org.jspecify.annotations.NullMarked;
