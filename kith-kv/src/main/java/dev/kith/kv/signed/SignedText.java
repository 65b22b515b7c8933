package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What signatures are over: the key's digest in hexadecimal, the data, the time and the mode, one
/// after the other with nothing between them.
///
/// @param text the text itself
public record SignedText(String text) {
  /// How Python, whose text this is, writes that there is nothing.
  static final String NOTHING = "None";

  /// The text of a value or message under `key`; `mode` is empty where messages have none.
  static SignedText of(NodeId key, String data, PublicKeyText publicKey, String mode) {
    return new SignedText(key.toHex() + data + publicKey.expTimeText() + mode);
  }

  /// Where the values of a key are stored: SHA-1 of its UTF-8 form.
  ///
  /// @throws IllegalArgumentException if it has none
  public static NodeId digestOf(String key) {
    Texts.requireWellFormed("a key", key);
    return NodeId.of(hash("SHA-1", Bytes.utf8(key)));
  }

  /// The first of two hashes: SHA-1 of the text in UTF-8.
  public Bytes innerDigest() {
    return hash("SHA-1", Bytes.utf8(text));
  }

  /// What ECDSA signs: SHA-256 of the raw [#innerDigest()].
  public Bytes digest() {
    return hash("SHA-256", innerDigest());
  }

  private static Bytes hash(String algorithm, Bytes input) {
    try {
      MessageDigest hash = MessageDigest.getInstance(algorithm);
      input.updateTo(hash);
      return Bytes.wrap(hash.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + algorithm, impossible);
    }
  }
}
