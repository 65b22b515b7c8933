package dev.kith.mainline.crypto;

import dev.kith.core.bytes.Bytes;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// A private Ed25519 key: signs, and knows its public key. Safe for use by several threads.
///
/// Two forms are about. A seed of 32 bytes is what RFC 8032 calls the private key. The expanded
/// form of 64 bytes is what hashing the seed yields, and what BEP 44's test vectors, libtorrent's
/// Python binding and its key files hold. Both make the same signatures.
public sealed interface SigningKey permits SeedKey, ExpandedKey {
  /// The public key, 32 bytes.
  Bytes publicKey();

  /// The signature of `message`, 64 bytes, the same every time.
  Bytes sign(Bytes message);

  /// The key whose private part is `bytes`: a seed if there are 32, the expanded form if 64.
  ///
  /// @throws IllegalArgumentException for any other length
  static SigningKey of(Bytes bytes) {
    return switch (bytes.length()) {
      case SeedKey.BYTES -> new SeedKey(bytes);
      case ExpandedKey.BYTES -> new ExpandedKey(bytes);
      default ->
          throw new IllegalArgumentException(
              "a private key is a seed of 32 bytes or an expanded key of 64, this one has "
                  + bytes.length());
    };
  }

  /// A new key.
  ///
  /// @param random must be cryptographically strong for a key that is to protect anything
  static SigningKey random(RandomGenerator random) {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return new SeedKey(Bytes.wrap(seed));
  }
}
