package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Where items are stored: SHA-1 of what identifies them (BEP 44).
public final class ItemTarget {
  private ItemTarget() {}

  /// The target of the immutable item with this encoding.
  public static NodeId immutable(Bytes encoded) {
    MessageDigest sha1 = sha1();
    encoded.updateTo(sha1);
    return NodeId.of(Bytes.wrap(sha1.digest()));
  }

  /// The target of the mutable items of `publicKey` with `salt`, which may be empty.
  public static NodeId mutable(Bytes publicKey, Bytes salt) {
    MessageDigest sha1 = sha1();
    publicKey.updateTo(sha1);
    salt.updateTo(sha1);
    return NodeId.of(Bytes.wrap(sha1.digest()));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }
}
