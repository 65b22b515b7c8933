/// Byte strings as values, the one exception for bytes that cannot be decoded, and what explains
/// those that can.
///
/// Here: what every codec shares. Not here: any format; those belong to the network that speaks it.
/// Start with [Bytes].
@NullMarked
package dev.kith.core.bytes;

import org.jspecify.annotations.NullMarked;
