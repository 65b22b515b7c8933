/// The engine alone: a minimal Kademlia node of the production machines and four messages, for
/// worlds that measure the machines and not a network, up to a million nodes.
///
/// Here: [EngineNode] and [EngineWorld], which fills a world with them. Not here: stores, tokens or
/// anything else of a real network. Start with [EngineNode].
@NullMarked
package dev.kith.sim.engine;

import org.jspecify.annotations.NullMarked;
