package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import java.util.OptionalLong;

/// An owner's public key as it stands in a value, with the time until which the owner wants it
/// used.
///
/// The text is the identity: the same point spelled otherwise, in capitals or uncompressed, is
/// another owner.
///
/// @param key hexadecimal digits of a point of secp256k1; whether they are is seen when verifying
/// @param expTime Unix seconds after which nothing more is written with the key, empty for never
public record PublicKeyText(String key, OptionalLong expTime) {
  /// Checks that the key is text that can be sent.
  public PublicKeyText {
    Texts.requireWellFormed("a public key", key);
  }

  /// The usual text of a public key: lower case.
  public static PublicKeyText of(Bytes key, OptionalLong expTime) {
    return new PublicKeyText(key.toHex(), expTime);
  }

  /// Whether the time of the key is over at `wallSeconds`, Unix time. It has to lie ahead.
  public boolean hasExpired(long wallSeconds) {
    return expTime.isPresent() && expTime.getAsLong() <= wallSeconds;
  }

  /// The time as it stands in signed texts: Python's word for nothing, or decimal digits.
  String expTimeText() {
    return expTime.isPresent() ? Long.toString(expTime.getAsLong()) : SignedText.NOTHING;
  }
}
