package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.crypto.Secp256k1;
import dev.kith.kv.crypto.SigningKey;

/// A signature and the key it was made with, both as they stand in JSON.
///
/// @param sign hexadecimal digits of r and s; whether they are is seen when verifying
/// @param publicKey whose signature it is
public record Authorization(String sign, PublicKeyText publicKey) {
  private static final int SIGN_DIGITS = 2 * Secp256k1.SIGNATURE_BYTES;

  /// Checks that the signature is text that can be sent.
  public Authorization {
    Texts.requireWellFormed("a signature", sign);
  }

  /// What `owner` adds to a text, under the spelling `publicKey` of its key.
  static Authorization sign(SigningKey owner, PublicKeyText publicKey, SignedText text) {
    return new Authorization(owner.sign(text.digest()).toHex(), publicKey);
  }

  /// The signature's bytes, whatever the case of its digits; empty if it is none.
  public Bytes signature() {
    return sign.length() == SIGN_DIGITS ? Texts.hex(sign) : Bytes.EMPTY;
  }

  /// Whether this is the signature of `digest` by the key it names.
  boolean verifies(Bytes digest) {
    Bytes signature = signature();
    return !signature.isEmpty() && Secp256k1.verify(Texts.hex(publicKey.key()), digest, signature);
  }

  void appendTo(StringBuilder json) {
    json.append("{\"sign\": ");
    JsonText.append(json, sign);
    json.append(", \"pub_key\": {\"key\": ");
    JsonText.append(json, publicKey.key());
    json.append(", \"exp_time\": ");
    if (publicKey.expTime().isPresent()) {
      json.append(publicKey.expTime().getAsLong());
    } else {
      json.append("null");
    }
    json.append("}}");
  }
}
