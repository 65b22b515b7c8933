/// Signed values: what a key's owner signs, what a node vouches for, who may overwrite what, and
/// which of several answers to believe.
///
/// A [SignedValue] is what an owner hands in. A [Holding] is what a key holds: one value that only
/// its owner may replace, or one value of each of several owners. A [NodeMessage] is a holding as a
/// node passes it on, under a signature of its own. [Overwrite] decides what a value that arrives
/// does to what is held; [Superseded] keeps old values from coming back; [Ballot] finds the holding
/// that most answers agree on. Everything is pure and told the time. Not here: how values travel
/// (`dev.kith.kv.wire`, `dev.kith.kv.http`) and the arithmetic of signatures
/// (`dev.kith.kv.crypto`). Start with [SignedValue].
@NullMarked
package dev.kith.kv.signed;

import org.jspecify.annotations.NullMarked;
