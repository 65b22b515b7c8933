package dev.kith.mainline.item;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.crypto.Ed25519;
import dev.kith.mainline.crypto.SigningKey;
import java.util.Objects;

/// A value stored under its author's public key, replaced by the author with a higher sequence
/// number (BEP 44, "Mutable items").
///
/// Making one checks the value, lengths and ranges, not the signature; see [#isAuthentic()].
public final class MutableItem implements Item {
  /// The length of a public key.
  public static final int KEY_BYTES = Ed25519.PUBLIC_KEY_BYTES;

  /// The length of a signature.
  public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_BYTES;

  /// The longest salt.
  public static final int MAX_SALT_BYTES = 64;

  private final Bytes publicKey;
  private final Bytes salt;
  private final long seq;
  private final Bytes encoded;
  private final Bytes signature;

  /// Takes what has been checked.
  MutableItem(Bytes publicKey, Bytes salt, long seq, Bytes encoded, Bytes signature) {
    this.publicKey = publicKey;
    this.salt = salt;
    this.seq = seq;
    this.encoded = encoded;
    this.signature = signature;
  }

  /// The item with a value, signed by `key`.
  ///
  /// @throws IllegalArgumentException if the value cannot be stored (see [ItemValue]), the salt is
  ///   too long, or `seq` negative
  public static MutableItem sign(SigningKey key, Bytes salt, long seq, BValue value) {
    Bytes encoded = ItemValue.encode(value);
    checkSaltAndSeq(salt, seq);
    Bytes signature = key.sign(signedBytes(salt, seq, encoded));
    return new MutableItem(key.publicKey(), salt, seq, encoded, signature);
  }

  /// The item with a value that somebody has signed. Shares memory with a value that was received.
  ///
  /// @param publicKey the author's Ed25519 key, 32 bytes
  /// @param salt tells several items of one author apart, at most 64 bytes; empty means none
  /// @param seq the sequence number, not negative
  /// @param signature over salt, sequence number and value, 64 bytes
  /// @throws IllegalArgumentException if the value cannot be stored (see [ItemValue]), or another
  ///   part is not as said
  public static MutableItem of(
      Bytes publicKey, Bytes salt, long seq, BValue value, Bytes signature) {
    checkParts(publicKey, salt, seq, signature);
    return new MutableItem(publicKey, salt, seq, ItemValue.encode(value), signature);
  }

  /// The same with the canonical bencode of the value.
  ///
  /// @throws IllegalArgumentException if `encoded` is not canonical, and as for [#of]
  public static MutableItem ofEncoded(
      Bytes publicKey, Bytes salt, long seq, Bytes encoded, Bytes signature) {
    checkParts(publicKey, salt, seq, signature);
    return new MutableItem(publicKey, salt, seq, ItemValue.check(encoded), signature);
  }

  /// What a signature covers, put together from the parts as they are: the salt unless it is empty,
  /// the sequence number and the value, each with its key, in bencode but without a dictionary
  /// around them (BEP 44, "Signature verification").
  public static Bytes signedBytes(Bytes salt, long seq, Bytes encoded) {
    BencodeEncoder out = new BencodeEncoder(new byte[encoded.length() + salt.length() + 48]);
    if (!salt.isEmpty()) {
      out.key(SALT).string(salt);
    }
    out.key(SEQ).integer(seq).key(V).raw(encoded);
    return out.toBytes();
  }

  private static final Bytes SALT = Bytes.utf8("salt");
  private static final Bytes SEQ = Bytes.utf8("seq");
  private static final Bytes V = Bytes.utf8("v");

  /// The author's Ed25519 key, 32 bytes.
  public Bytes publicKey() {
    return publicKey;
  }

  /// What tells several items of one author apart, at most 64 bytes; empty for none.
  public Bytes salt() {
    return salt;
  }

  /// The sequence number, not negative.
  public long seq() {
    return seq;
  }

  @Override
  public Bytes encoded() {
    return encoded;
  }

  /// The signature over salt, sequence number and value, 64 bytes.
  public Bytes signature() {
    return signature;
  }

  /// Whether the signature is the author's.
  public boolean isAuthentic() {
    return Ed25519.verify(publicKey, signedBytes(salt, seq, encoded), signature);
  }

  @Override
  public NodeId target() {
    return ItemTarget.mutable(publicKey, salt);
  }

  @Override
  public MutableItem compact() {
    return new MutableItem(
        publicKey.compact(), salt.compact(), seq, encoded.compact(), signature.compact());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof MutableItem other
        && seq == other.seq
        && publicKey.equals(other.publicKey)
        && salt.equals(other.salt)
        && encoded.equals(other.encoded)
        && signature.equals(other.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(publicKey, salt, seq, encoded, signature);
  }

  @Override
  public String toString() {
    return "MutableItem[publicKey="
        + publicKey
        + ", salt="
        + salt
        + ", seq="
        + seq
        + ", encoded="
        + encoded
        + ", signature="
        + signature
        + "]";
  }

  private static void checkParts(Bytes publicKey, Bytes salt, long seq, Bytes signature) {
    if (publicKey.length() != KEY_BYTES || signature.length() != SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "a public key has 32 bytes and a signature 64, these have "
              + publicKey.length()
              + " and "
              + signature.length());
    }
    checkSaltAndSeq(salt, seq);
  }

  private static void checkSaltAndSeq(Bytes salt, long seq) {
    if (salt.length() > MAX_SALT_BYTES) {
      throw new IllegalArgumentException(
          "a salt has at most " + MAX_SALT_BYTES + " bytes, this one has " + salt.length());
    }
    if (seq < 0) {
      throw new IllegalArgumentException("a sequence number is not negative, this one is " + seq);
    }
  }
}
