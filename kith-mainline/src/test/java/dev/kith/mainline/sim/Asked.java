package dev.kith.mainline.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.wire.QueryPacket;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a query asked of a node, as far as its answer is judged by it. Copied from the packet,
/// whose bytes are overwritten by the next one.
///
/// @param method its name
/// @param target what it is about; `null` if it is about nothing
/// @param token the token it brought
/// @param encoded the value to store
/// @param seq its sequence number; -1 for one that never changes
/// @param cas the sequence number that must be the stored one
/// @param peer who is announced
record Asked(
    String method,
    @Nullable NodeId target,
    Bytes token,
    Bytes encoded,
    long seq,
    OptionalLong cas,
    @Nullable Endpoint peer) {
  static Asked of(Endpoint from, QueryPacket query) {
    BDict a = query.a();
    BValue v = a.find("v");
    Bytes encoded = v == null ? Bytes.EMPTY : v.raw().compact();
    long port = a.integer("implied_port", 0) > 0 ? from.port() : a.integer("port", 0);
    return new Asked(
        query.q().asUtf8().orElse(""),
        target(query, encoded),
        copy(a.string("token")),
        encoded,
        a.has("k") ? a.integer("seq", 0) : -1,
        a.integer("cas"),
        port > 0 && port < 0x10000 ? new Endpoint(from.address(), (int) port) : null);
  }

  private static @Nullable NodeId target(QueryPacket query, Bytes encoded) {
    BDict a = query.a();
    if (query.asks("put")) {
      return a.has("k")
          ? ItemTarget.mutable(copy(a.string("k")), copy(a.string("salt")))
          : ItemTarget.immutable(encoded);
    }
    boolean isOfPeers = query.asks("get_peers") || query.asks("announce_peer");
    Bytes target = a.string(isOfPeers ? "info_hash" : "target");
    return target == null || target.length() != 20 ? null : NodeId.copyOf(target.toArray());
  }

  private static Bytes copy(@Nullable Bytes bytes) {
    return bytes == null ? Bytes.EMPTY : bytes.compact();
  }
}
