package dev.kith.mainline.wire;

import static dev.kith.mainline.wire.CompactNodes.ID_BYTES;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.item.ImmutableItem;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.ItemValue;
import dev.kith.mainline.item.MutableItem;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Checks the arguments of standard queries. What is wrong with them is answered the way most nodes
/// do: 203 for a missing or impossible argument, and the codes of BEP 44 for what does not fit.
final class RequestParser {
  private static final Parsed BAD_ID = protocol("missing or bad id");
  private static final Parsed BAD_TARGET = protocol("missing or bad target");
  private static final Parsed BAD_INFO_HASH = protocol("missing or bad info_hash");
  private static final Parsed BAD_PORT = protocol("missing or bad port");
  private static final Parsed NO_TOKEN = protocol("missing token");

  private RequestParser() {}

  static Parsed parse(QueryPacket query) {
    BDict a = query.a();
    NodeId id = id(a, "id");
    if (id == null) {
      return BAD_ID;
    }
    Bytes q = query.q();
    if (q.equalsAscii("find_node")) {
      return findNode(id, a);
    } else if (q.equalsAscii("get_peers")) {
      return getPeers(id, a);
    } else if (q.equalsAscii("ping")) {
      return new Request.Ping(id);
    } else if (q.equalsAscii("announce_peer")) {
      return announcePeer(id, a);
    } else if (q.equalsAscii("get")) {
      return get(id, a);
    } else if (q.equalsAscii("put")) {
      return put(id, a);
    } else if (q.equalsAscii("sample_infohashes")) {
      return sampleInfohashes(id, a);
    }
    return q.isEmpty() ? protocol("missing method") : unknown(id, q, a);
  }

  private static Parsed findNode(NodeId id, BDict a) {
    NodeId target = id(a, "target");
    return target == null ? BAD_TARGET : new Request.FindNode(id, target, Want.in(a));
  }

  private static Parsed getPeers(NodeId id, BDict a) {
    NodeId infoHash = id(a, "info_hash");
    return infoHash == null
        ? BAD_INFO_HASH
        : new Request.GetPeers(id, infoHash, Want.in(a), flag(a, "scrape"), flag(a, "noseed"));
  }

  private static Parsed announcePeer(NodeId id, BDict a) {
    NodeId infoHash = id(a, "info_hash");
    if (infoHash == null) {
      return BAD_INFO_HASH;
    }
    boolean implied = flag(a, "implied_port");
    long port = implied ? 0 : a.integer("port", -1);
    if (!implied && (port < 1 || port > 0xffff)) {
      return BAD_PORT;
    }
    Bytes token = a.string("token");
    return token == null
        ? NO_TOKEN
        : new Request.AnnouncePeer(id, infoHash, (int) port, token, flag(a, "seed"));
  }

  private static Parsed get(NodeId id, BDict a) {
    NodeId target = id(a, "target");
    return target == null ? BAD_TARGET : new Request.Get(id, target, Want.in(a), a.integer("seq"));
  }

  private static Parsed sampleInfohashes(NodeId id, BDict a) {
    NodeId target = id(a, "target");
    return target == null ? BAD_TARGET : new Request.SampleInfohashes(id, target, Want.in(a));
  }

  private static Parsed unknown(NodeId id, Bytes method, BDict a) {
    NodeId target = id(a, "target");
    return new Request.Unknown(
        id, method, target != null ? target : id(a, "info_hash"), Want.in(a));
  }

  // The order of complaints is that of libtorrent: encoding, size, salt, the rest.
  private static Parsed put(NodeId id, BDict a) {
    BValue v = a.find("v");
    if (v == null || !v.isCanonical()) {
      return protocol("missing v, or v is not canonical bencode");
    }
    if (!ItemValue.fits(v)) {
      return BencodeEncoder.sizeOf(v) > Item.MAX_VALUE_BYTES
          ? new Refusal(ErrorCode.VALUE_TOO_BIG, "v is larger than 1000 bytes")
          : protocol("v has too many parts or nests too deep");
    }
    Bytes salt = a.has("salt") ? a.string("salt") : Bytes.EMPTY;
    if (salt == null) {
      return protocol("salt is not a string");
    }
    if (salt.length() > MutableItem.MAX_SALT_BYTES) {
      return new Refusal(ErrorCode.SALT_TOO_BIG, "salt is larger than 64 bytes");
    }
    Bytes token = a.string("token");
    if (token == null) {
      return NO_TOKEN;
    }
    if (!a.has("k") && !a.has("sig") && !a.has("seq")) {
      return new Request.Put(id, token, ImmutableItem.of(v), OptionalLong.empty());
    }
    return mutable(id, a, token, v, salt);
  }

  /// All of `k`, `seq` and `sig` are needed: with some of them missing, an item would be stored
  /// that no reader can verify.
  private static Parsed mutable(NodeId id, BDict a, Bytes token, BValue v, Bytes salt) {
    Bytes key = a.string("k");
    if (key == null || key.length() != MutableItem.KEY_BYTES) {
      return protocol("missing or bad k");
    }
    Bytes signature = a.string("sig");
    if (signature == null || signature.length() != MutableItem.SIGNATURE_BYTES) {
      return protocol("missing or bad sig");
    }
    long seq = a.integer("seq", -1);
    if (seq < 0) {
      return protocol("missing or bad seq");
    }
    MutableItem item = MutableItem.of(key, salt, seq, v, signature);
    return new Request.Put(id, token, item, a.integer("cas"));
  }

  private static @Nullable NodeId id(BDict a, String name) {
    Bytes bytes = a.string(name);
    return bytes == null || bytes.length() != ID_BYTES ? null : NodeId.of(bytes);
  }

  private static boolean flag(BDict a, String name) {
    return a.integer(name, 0) != 0;
  }

  private static Refusal protocol(String text) {
    return new Refusal(ErrorCode.PROTOCOL, text);
  }
}
