/// Points of the key space, their XOR order, and contacts.
///
/// Here: [NodeId] and [Contact]. Not here: how a network makes its ids.
@NullMarked
package dev.kith.core.id;

import org.jspecify.annotations.NullMarked;
