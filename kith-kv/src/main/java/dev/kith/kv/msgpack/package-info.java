/// MessagePack: the values that travel in this network, read strictly and written minimally.
///
/// Here: [MsgValue], the sealed family of values; [MsgReader], which turns hostile bytes into one
/// within [MsgLimits]; [MsgWriter], which writes the shortest form of one. Not here: what any value
/// means. Start with [MsgValue].
@NullMarked
package dev.kith.kv.msgpack;

import org.jspecify.annotations.NullMarked;
