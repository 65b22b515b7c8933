package dev.kith.mainline.crypto;

import dev.kith.core.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;

/// Verifies Ed25519 signatures (RFC 8032). Safe for use by several threads.
public final class Ed25519 {
  /// The length of a public key in bytes.
  public static final int PUBLIC_KEY_BYTES = 32;

  /// The length of a signature in bytes.
  public static final int SIGNATURE_BYTES = 64;

  private Ed25519() {}

  /// Whether `signature` is that of `message` under `publicKey`. Input of a wrong length, or that
  /// is no point of the curve, is no signature.
  public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (publicKey.length() != PUBLIC_KEY_BYTES || signature.length() != SIGNATURE_BYTES) {
      return false;
    }
    PublicPoint point =
        org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyPartialExport(
            publicKey.toArray(), 0);
    return point != null
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature.toArray(), 0, point, message.toArray(), 0, message.length());
  }
}
