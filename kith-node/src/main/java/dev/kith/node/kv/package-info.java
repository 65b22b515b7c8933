/// `kith kv`: the commands of the key/value network.
///
/// Here: one class for each command; those that sign, post and read over HTTP start with
/// [SignCommand]. Not here: what a signature is over (`dev.kith.kv.signed`).
@NullMarked
package dev.kith.node.kv;

import org.jspecify.annotations.NullMarked;
