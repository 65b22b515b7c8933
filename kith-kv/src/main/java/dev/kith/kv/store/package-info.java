/// What a node keeps for others: values by key, until they expire.
///
/// Here: [ValueStore], which the node speaks to, and [MemoryStore], which keeps values until the
/// program ends. Not here: the durable store, which is in `dev.kith.kv.sqlite`, and who may store
/// what, which is the node's to say. Start with [ValueStore].
@NullMarked
package dev.kith.kv.store;

import org.jspecify.annotations.NullMarked;
