package dev.kith.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digest under which a value is stored: the SHA-1 of its key.
///
/// A key that is not bytes is hashed as its text in Python's spelling, so `1` and `"1"` are one
/// key, and `true` is `"True"`. Text is hashed as UTF-8, bytes as they are.
public final class KvKey {
  /// The length of ids, keys and digests.
  public static final int BYTES = 20;

  private KvKey() {}

  /// The digest of a text.
  public static NodeId of(String key) {
    return of(Bytes.utf8(key));
  }

  /// The digest of bytes.
  public static NodeId of(Bytes key) {
    try {
      return NodeId.copyOf(MessageDigest.getInstance("SHA-1").digest(key.toArray()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-1", missing);
    }
  }

  /// The digest of a whole number.
  public static NodeId of(long key) {
    return of(Long.toString(key));
  }

  /// The digest of a truth value.
  public static NodeId of(boolean key) {
    return of(key ? "True" : "False");
  }
}
