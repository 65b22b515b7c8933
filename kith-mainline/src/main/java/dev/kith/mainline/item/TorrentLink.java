package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BValue;
import java.util.Optional;

/// A link to a torrent that its author can replace: the key, and perhaps the salt, of a mutable
/// item that holds the newest info-hash (BEP 46).
///
/// @param publicKey the author's Ed25519 key, 32 bytes
/// @param salt tells several torrents of one author apart; empty means none
public record TorrentLink(Bytes publicKey, Bytes salt) {
  private static final String SCHEME = "magnet:?";
  private static final String TOPIC = "xs=urn:btpk:";
  private static final String SALT = "s=";
  private static final String INFO_HASH = "ih";

  /// Checks the lengths.
  public TorrentLink {
    if (publicKey.length() != MutableItem.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a public key has 32 bytes, this one has " + publicKey.length());
    }
    if (salt.length() > MutableItem.MAX_SALT_BYTES) {
      throw new IllegalArgumentException(
          "a salt has at most 64 bytes, this one has " + salt.length());
    }
  }

  /// Reads a link such as `magnet:?xs=urn:btpk:8543…&s=6e`. Other parameters are ignored.
  ///
  /// @throws IllegalArgumentException if `magnet` is not one
  public static TorrentLink parse(String magnet) {
    if (!magnet.startsWith(SCHEME)) {
      throw malformed(magnet);
    }
    String key = null;
    String salt = "";
    for (String parameter : magnet.substring(SCHEME.length()).split("&", -1)) {
      if (parameter.startsWith(TOPIC)) {
        key = parameter.substring(TOPIC.length());
      } else if (parameter.startsWith(SALT)) {
        salt = parameter.substring(SALT.length());
      }
    }
    if (key == null) {
      throw malformed(magnet);
    }
    try {
      return new TorrentLink(Bytes.hex(key), Bytes.hex(salt));
    } catch (IllegalArgumentException notHex) {
      throw malformed(magnet);
    }
  }

  /// The link as text.
  public String toMagnet() {
    return SCHEME + TOPIC + publicKey + (salt.isEmpty() ? "" : "&" + SALT + salt);
  }

  /// Where the item is stored.
  public NodeId target() {
    return ItemTarget.mutable(publicKey, salt);
  }

  /// The value to store for the torrent with this info-hash.
  public static BValue value(NodeId infoHash) {
    return BDict.builder().put(INFO_HASH, infoHash.bytes()).build();
  }

  /// The info-hash that a stored value names, if it does.
  public static Optional<NodeId> infoHash(BValue value) {
    Bytes hash = value instanceof BDict dict ? dict.string(INFO_HASH) : null;
    return hash == null || hash.length() != 20 ? Optional.empty() : Optional.of(NodeId.of(hash));
  }

  private static IllegalArgumentException malformed(String magnet) {
    return new IllegalArgumentException(
        "expected a link such as magnet:?xs=urn:btpk:<64 hex digits>&s=<hex>, got '"
            + magnet
            + "'");
  }
}
