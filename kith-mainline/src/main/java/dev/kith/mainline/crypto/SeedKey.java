package dev.kith.mainline.crypto;

import dev.kith.core.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A private key in the form of RFC 8032: 32 random bytes.
final class SeedKey implements SigningKey {
  static final int BYTES = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

  SeedKey(Bytes seed) {
    this.seed = seed.toArray();
    Ed25519.generatePublicKey(this.seed, 0, publicKey, 0);
  }

  @Override
  public Bytes publicKey() {
    return Bytes.copyOf(publicKey);
  }

  @Override
  public Bytes sign(Bytes message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey, 0, message.toArray(), 0, message.length(), signature, 0);
    return Bytes.wrap(signature);
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "SigningKey[" + publicKey() + "]";
  }
}
