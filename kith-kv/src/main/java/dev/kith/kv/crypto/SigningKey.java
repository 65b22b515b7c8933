package dev.kith.kv.crypto;

import dev.kith.core.bytes.Bytes;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// A private secp256k1 key: signs, and knows its public key. Safe for use by several threads.
///
/// Signatures are deterministic (RFC 6979 with SHA-256) and have the low s, so that one key makes
/// one signature for one digest, the same as libsecp256k1 makes.
public final class SigningKey {
  private final Bytes privateKey;
  private final Bytes publicKey;
  private final ECPrivateKeyParameters parameters;

  private SigningKey(Bytes privateKey, BigInteger scalar) {
    this.privateKey = privateKey;
    this.parameters = new ECPrivateKeyParameters(scalar, Secp256k1.CURVE);
    this.publicKey =
        Bytes.wrap(
            new FixedPointCombMultiplier()
                .multiply(Secp256k1.CURVE.getG(), scalar)
                .getEncoded(true));
  }

  /// The key with this private part, 32 bytes, big-endian.
  ///
  /// @throws IllegalArgumentException for another length, for zero, and for a number that is not
  ///   below the order of the group
  public static SigningKey of(Bytes privateKey) {
    if (privateKey.length() != Secp256k1.PRIVATE_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a private key has 32 bytes, this one has " + privateKey.length());
    }
    BigInteger scalar = new BigInteger(1, privateKey.toArray());
    if (!Secp256k1.isScalar(scalar)) {
      throw new IllegalArgumentException(
          "a private key is a number from 1 to below the order of secp256k1's group");
    }
    return new SigningKey(privateKey.compact(), scalar);
  }

  /// A new key.
  ///
  /// @param random must be cryptographically strong for a key that is to protect anything
  public static SigningKey random(RandomGenerator random) {
    byte[] drawn = new byte[Secp256k1.PRIVATE_KEY_BYTES];
    while (true) {
      random.nextBytes(drawn);
      if (Secp256k1.isScalar(new BigInteger(1, drawn))) {
        return of(Bytes.copyOf(drawn));
      }
    }
  }

  /// The private part, for whoever keeps it: 32 bytes.
  public Bytes privateKey() {
    return privateKey;
  }

  /// The public key in compressed form, 33 bytes.
  public Bytes publicKey() {
    return publicKey;
  }

  /// The signature of a digest of 32 bytes: r and s, 32 bytes each.
  ///
  /// @throws IllegalArgumentException for another length
  public Bytes sign(Bytes digest) {
    if (digest.length() != Secp256k1.DIGEST_BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, this one has " + digest.length());
    }
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, parameters);
    BigInteger[] signature = signer.generateSignature(digest.toArray());
    byte[] both = new byte[Secp256k1.SIGNATURE_BYTES];
    write(signature[0], both, 0);
    write(Secp256k1.lowered(signature[1]), both, both.length / 2);
    return Bytes.wrap(both);
  }

  private static void write(BigInteger number, byte[] into, int from) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, Secp256k1.SIGNATURE_BYTES / 2);
    // A leading zero byte is the sign's only.
    System.arraycopy(
        bytes, bytes.length - length, into, from + Secp256k1.SIGNATURE_BYTES / 2 - length, length);
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "SigningKey[" + publicKey + "]";
  }
}
