/// What a node keeps for a time: stored values, the secret of its tokens, and what it has learnt of
/// itself and the network from many answers.
///
/// Here: [ExpiringMap] with its eviction policies, [RotatingSecret], [Votes], [SizeEstimate]. Not
/// here: what is stored, or who may store it; each network has rules of its own. Start with
/// [ExpiringMap].
@NullMarked
package dev.kith.core.store;

import org.jspecify.annotations.NullMarked;
