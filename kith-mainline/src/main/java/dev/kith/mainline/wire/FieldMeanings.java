package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.bencode.BString;

/// What the fields of KRPC messages mean, in words.
final class FieldMeanings {
  private static final int SHOWN_BYTES = 64;

  private FieldMeanings() {}

  /// The meaning of a field whatever its value.
  static String of(String field) {
    return switch (generic(field)) {
      case "t" -> "transaction id, echoed in the reply";
      case "y" -> "kind of message";
      case "q" -> "method";
      case "v" -> "client and version";
      case "ip" -> "the receiver's address as the sender sees it (BEP 42)";
      case "ro" -> "1: the sender answers no queries (BEP 43)";
      case "a.id" -> "id of the node that asks";
      case "r.id" -> "id of the node that answers";
      case "a.target" -> "what nodes are to be near to";
      case "a.info_hash" -> "the torrent";
      case "a.port" -> "where the peer listens";
      case "a.implied_port" -> "not 0: the peer's port is the one this came from";
      case "a.token" -> "proof of address, from an earlier reply";
      case "a.want[]" -> "family of nodes wanted (BEP 32)";
      case "a.seed" -> "1: the peer has all of the torrent (BEP 33)";
      case "a.scrape" -> "1: Bloom filters of the peers are wanted (BEP 33)";
      case "a.noseed" -> "1: peers that are no seeds are preferred (BEP 33)";
      case "a.n", "r.n" -> "name of the torrent (libtorrent)";
      case "a.bs" -> "1: the sender is starting up (libtorrent)";
      case "a.cas" -> "the put is void unless this is the stored seq (BEP 44)";
      case "a.k", "r.k" -> "public key of the item's author (BEP 44)";
      case "a.salt" -> "tells items of one author apart (BEP 44)";
      case "a.seq", "r.seq" -> "sequence number of the item (BEP 44)";
      case "a.sig", "r.sig" -> "the author's signature (BEP 44)";
      case "a.v", "r.v" -> "value of the item (BEP 44)";
      case "r.nodes" -> "IPv4 nodes near the target";
      case "r.nodes6" -> "IPv6 nodes near the target (BEP 32)";
      case "r.p" -> "the receiver's port as the sender sees it (libtorrent)";
      case "r.token" -> "to be shown when announcing or putting";
      case "r.values[]" -> "a peer of the torrent";
      case "r.BFsd", "r.BFse" -> "Bloom filter of the seeds (BEP 33)";
      case "r.BFpe" -> "Bloom filter of the other peers (BEP 33)";
      case "r.samples" -> "info-hashes the node holds (BEP 51)";
      case "r.num" -> "how many info-hashes the node holds (BEP 51)";
      case "r.interval" -> "seconds until the sample changes (BEP 51)";
      case "e[]" -> "what went wrong";
      default -> "";
    };
  }

  static String ofInteger(String field, long value) {
    return generic(field).equals("e[]") ? errorCode(value) : of(field);
  }

  static String ofString(String field, Bytes value) {
    String known =
        switch (generic(field)) {
          case "y" -> kind(value);
          case "q" -> method(value);
          case "v" -> client(value);
          case "r.samples" -> value.length() / 20 + " info-hashes the node holds (BEP 51)";
          default -> of(field);
        };
    return known.isEmpty() ? of(field) : known;
  }

  private static String kind(Bytes value) {
    return value.equalsAscii("q")
        ? "a query"
        : value.equalsAscii("r") ? "a response" : value.equalsAscii("e") ? "an error" : "";
  }

  private static String method(Bytes value) {
    return switch (text(value)) {
      case "\"ping\"" -> "are you there?";
      case "\"find_node\"" -> "who is near the target?";
      case "\"get_peers\"" -> "who has the torrent, or is near it?";
      case "\"announce_peer\"" -> "I have the torrent";
      case "\"get\"" -> "what is stored at the target? (BEP 44)";
      case "\"put\"" -> "store this (BEP 44)";
      case "\"sample_infohashes\"" -> "which torrents do you know? (BEP 51)";
      default -> "an unknown method";
    };
  }

  /// By custom two letters and two bytes.
  private static String client(Bytes value) {
    if (value.length() != 4) {
      return "";
    }
    String name =
        switch (key(value.slice(0, 2))) {
          case "LT" -> "libtorrent";
          case "UT" -> "uTorrent";
          case "ml" -> "mldht";
          case "RS" -> "mainline (Rust)";
          case "KT" -> "Kith";
          default -> "";
        };
    return name.isEmpty() ? "" : "client: " + name;
  }

  private static String errorCode(long code) {
    String name =
        switch (Math.clamp(code, 0, 999)) {
          case ErrorCode.GENERIC -> "generic error";
          case ErrorCode.SERVER -> "server error";
          case ErrorCode.PROTOCOL -> "protocol error: malformed packet, argument or token";
          case ErrorCode.METHOD_UNKNOWN -> "method unknown";
          case ErrorCode.VALUE_TOO_BIG -> "value too big (BEP 44)";
          case ErrorCode.BAD_SIGNATURE -> "invalid signature (BEP 44)";
          case ErrorCode.SALT_TOO_BIG -> "salt too big (BEP 44)";
          case ErrorCode.CAS_MISMATCH -> "cas is not the stored seq (BEP 44)";
          case ErrorCode.SEQUENCE_TOO_LOW -> "seq is less than the stored one (BEP 44)";
          default -> "unknown code";
        };
    return name;
  }

  /// The path with the numbers of list items left out.
  static String generic(String field) {
    return field.replaceAll("\\[\\d+\\]", "[]");
  }

  /// A key as it appears in a path.
  static String key(Bytes key) {
    String text = text(key);
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }

  /// Printable ASCII in quotes, anything else as `0x` and digits; long ones cut.
  static String text(Bytes bytes) {
    if (bytes.length() > SHOWN_BYTES) {
      return text(bytes.slice(0, SHOWN_BYTES)) + "… (" + bytes.length() + " bytes)";
    }
    return new BString(bytes).toString();
  }
}
