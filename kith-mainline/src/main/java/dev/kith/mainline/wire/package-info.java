/// KRPC, the message layer of the mainline DHT (BEP 5): packets, their codec, and typed views.
///
/// Here: what travels in a datagram, and nothing that remembers anything. Packets hold the generic
/// dictionaries `a` and `r`, because the k-rpc API hands whole packets to its users; [Request] is
/// the typed view of a standard query, [ReplyBuilder] makes the answers, and [CompactNodes] and
/// [CompactPeers] read and write addresses. Not here: who answers what. Start with [Packet] and
/// [KrpcCodec].
@NullMarked
package dev.kith.mainline.wire;

import org.jspecify.annotations.NullMarked;
