package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.CompactPeers;
import dev.kith.mainline.wire.Family;
import dev.kith.mainline.wire.ResponsePacket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parts of replies that other nodes send, none of which can be relied upon.
final class Replies {
  /// Tokens longer than this are not a token any node hands out.
  private static final int MAX_TOKEN_BYTES = 256;

  private Replies() {}

  /// The contacts of `family` that `reply` names. An address of a local network counts only when a
  /// node of one tells it: from afar it would be somebody else's.
  static List<Contact> contacts(ResponsePacket reply, Family family, Endpoint from) {
    Bytes packed = reply.r().string(family == Family.V4 ? "nodes" : "nodes6");
    if (packed == null) {
      return List.of();
    }
    List<Contact> contacts = CompactNodes.decode(packed, family);
    if (from.address().isLocal()) {
      return contacts;
    }
    contacts.removeIf(contact -> contact.endpoint().address().isLocal());
    return contacts;
  }

  /// The peers that `reply` names, by the same rule.
  static List<Endpoint> peers(ResponsePacket reply, Endpoint from) {
    BList values = reply.r().list("values");
    if (values == null) {
      return List.of();
    }
    List<Endpoint> peers = new ArrayList<>(CompactPeers.decode(values, Family.of(from.address())));
    if (!from.address().isLocal()) {
      peers.removeIf(peer -> peer.address().isLocal());
    }
    return peers;
  }

  /// The write token of `reply`, or `null`: then nothing may be stored there.
  static @Nullable Bytes token(ResponsePacket reply) {
    Bytes token = reply.r().string("token");
    return token == null || token.isEmpty() || token.length() > MAX_TOKEN_BYTES
        ? null
        : token.compact();
  }

  /// A Bloom filter of `reply` (BEP 33), or `null`. Seeds are in `BFsd`, which mldht calls `BFse`.
  static @Nullable Bytes filter(ResponsePacket reply, boolean seeds) {
    BDict r = reply.r();
    Bytes filter = r.string(seeds ? "BFsd" : "BFpe");
    if (filter == null && seeds) {
      filter = r.string("BFse");
    }
    return filter == null || filter.length() != 256 ? null : filter.compact();
  }

  /// The address `reply` says we have (BEP 42), or `null`.
  static @Nullable Address external(ResponsePacket reply) {
    Endpoint ip = reply.ip();
    return ip == null ? null : ip.address();
  }
}
