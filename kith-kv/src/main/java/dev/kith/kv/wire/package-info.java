/// The datagrams of the key/value network: rpcudp's frame around MessagePack.
///
/// Here: what travels in a datagram, and nothing that remembers anything. A request says what it
/// asks; a response is a bare value, and only whoever knows the request can read an [Answer] in it.
/// Not here: who answers what, and how a signed value is written. Start with [Packet] and
/// [KvCodec].
@NullMarked
package dev.kith.kv.wire;

import org.jspecify.annotations.NullMarked;
