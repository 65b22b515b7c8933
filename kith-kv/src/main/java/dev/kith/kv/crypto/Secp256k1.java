package dev.kith.kv.crypto;

import dev.kith.core.bytes.Bytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/// Verifies ECDSA signatures over secp256k1, as strictly as libsecp256k1 does: of the two
/// signatures that any message has, only the one with the low s counts. Safe for use by several
/// threads.
public final class Secp256k1 {
  /// The length of a private key in bytes.
  public static final int PRIVATE_KEY_BYTES = 32;

  /// The length of a public key in its usual, compressed form.
  public static final int PUBLIC_KEY_BYTES = 33;

  /// The length of a public key with both coordinates, which is read too.
  public static final int UNCOMPRESSED_KEY_BYTES = 65;

  /// The length of a signature: r and s, 32 bytes each, big-endian.
  public static final int SIGNATURE_BYTES = 64;

  /// The length of what is signed: a SHA-256 hash.
  public static final int DIGEST_BYTES = 32;

  static final ECDomainParameters CURVE = curve();
  static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
  private static final int HALF = SIGNATURE_BYTES / 2;

  private Secp256k1() {}

  /// Whether `signature` is that of `digest` under `publicKey`. Input of a wrong length, a key that
  /// is no point of the curve, and numbers out of range are no signature.
  public static boolean verify(Bytes publicKey, Bytes digest, Bytes signature) {
    if (signature.length() != SIGNATURE_BYTES || digest.length() != DIGEST_BYTES) {
      return false;
    }
    BigInteger r = number(signature, 0);
    BigInteger s = number(signature, HALF);
    if (!isScalar(r) || !isScalar(s) || s.compareTo(HALF_ORDER) > 0) {
      return false;
    }
    ECPoint point = point(publicKey);
    if (point == null) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(point, CURVE));
    return verifier.verifySignature(digest.toArray(), r, s);
  }

  /// The other form of `s` when it is the high one of the two.
  static BigInteger lowered(BigInteger s) {
    return s.compareTo(HALF_ORDER) > 0 ? ORDER.subtract(s) : s;
  }

  /// Whether `number` is from 1 to below the order of the group.
  static boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  /// Lengths are looked at first: one byte would be the point at infinity.
  private static @Nullable ECPoint point(Bytes publicKey) {
    if (publicKey.length() != PUBLIC_KEY_BYTES && publicKey.length() != UNCOMPRESSED_KEY_BYTES) {
      return null;
    }
    try {
      return CURVE.getCurve().decodePoint(publicKey.toArray());
    } catch (IllegalArgumentException noPoint) {
      return null;
    }
  }

  private static BigInteger number(Bytes bytes, int from) {
    return new BigInteger(1, bytes.slice(from, HALF).toArray());
  }

  private static ECDomainParameters curve() {
    X9ECParameters parameters = CustomNamedCurves.getByName("secp256k1");
    return new ECDomainParameters(
        parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }
}
