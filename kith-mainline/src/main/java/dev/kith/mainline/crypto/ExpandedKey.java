package dev.kith.mainline.crypto;

import dev.kith.core.bytes.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// A private key in expanded form: the clamped scalar, then the prefix that nonces are derived from
/// (RFC 8032, section 5.1.5, after step 2), 32 bytes each, little-endian.
///
/// The library signs with seeds only, so the signature is put together here: R = rB and S = r +
/// H(R, A, M)·a. The multiplication is the library's, on the equivalent curve in Weierstrass form,
/// with a regular sequence of operations; the arithmetic on scalars is not hardened against someone
/// who measures this machine very closely. Prefer a seed where there is a choice.
final class ExpandedKey implements SigningKey {
  static final int BYTES = 64;

  private static final int HALF = 32;
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  // Curve25519 is v² = u³ + Au² + u; in Weierstrass form x is u + A/3.
  private static final BigInteger A = BigInteger.valueOf(486662);
  private static final BigInteger A_THIRD = A.multiply(BigInteger.valueOf(3).modInverse(P)).mod(P);
  private static final ECPoint BASE = CustomNamedCurves.getByName("curve25519").getG();
  private static final BigInteger ROOT = rootOfMinusAMinusTwo();

  private final BigInteger scalar;
  private final byte[] prefix;
  private final byte[] publicKey;

  ExpandedKey(Bytes expanded) {
    this.scalar = littleEndian(expanded.slice(0, HALF).toArray());
    this.prefix = expanded.slice(HALF, HALF).toArray();
    if (scalar.mod(ORDER).signum() == 0) {
      throw new IllegalArgumentException("an expanded key begins with a scalar that is not zero");
    }
    this.publicKey = timesBase(scalar);
  }

  @Override
  public Bytes publicKey() {
    return Bytes.copyOf(publicKey);
  }

  @Override
  public Bytes sign(Bytes message) {
    byte[] text = message.toArray();
    BigInteger r = hash(prefix, text);
    byte[] pointR = timesBase(r);
    BigInteger s = hash(pointR, publicKey, text).multiply(scalar).add(r).mod(ORDER);
    return Bytes.wrap(pointR).concat(Bytes.wrap(littleEndian(s)));
  }

  /// The encoding of `factor` times the base point of Ed25519.
  private static byte[] timesBase(BigInteger factor) {
    ECPoint point = new FixedPointCombMultiplier().multiply(BASE, factor.mod(ORDER)).normalize();
    BigInteger u = point.getAffineXCoord().toBigInteger().subtract(A_THIRD).mod(P);
    BigInteger v = point.getAffineYCoord().toBigInteger();
    // RFC 7748, section 4.1: x = sqrt(-486664)·u/v, y = (u - 1)/(u + 1).
    BigInteger x = ROOT.multiply(u).multiply(v.modInverse(P)).mod(P);
    BigInteger plusOne = u.add(BigInteger.ONE).modInverse(P);
    BigInteger y = u.subtract(BigInteger.ONE).multiply(plusOne).mod(P);
    byte[] encoded = littleEndian(y);
    encoded[HALF - 1] |= (byte) (x.testBit(0) ? 0x80 : 0);
    return encoded;
  }

  /// The square root that makes the base points of both curves meet.
  private static BigInteger rootOfMinusAMinusTwo() {
    BigInteger square = A.add(BigInteger.TWO).negate().mod(P);
    // For P = 5 mod 8 a root is square^((P+3)/8), times 2^((P-1)/4) if that squares to the
    // negative.
    BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!root.multiply(root).mod(P).equals(square)) {
      root = root.multiply(BigInteger.TWO.modPow(P.shiftRight(2), P)).mod(P);
    }
    return root.testBit(0) ? root : P.subtract(root);
  }

  private static BigInteger hash(byte[]... parts) {
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        sha512.update(part);
      }
      return littleEndian(sha512.digest()).mod(ORDER);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-512", impossible);
    }
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, reversed(bytes));
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] big = value.toByteArray();
    byte[] result = new byte[HALF];
    for (int i = 0; i < Math.min(HALF, big.length); i++) {
      result[i] = big[big.length - 1 - i];
    }
    return result;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "SigningKey[" + publicKey() + "]";
  }
}
