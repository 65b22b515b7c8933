package dev.kith.kv.signed;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import java.util.OptionalLong;

/// Two owners and a node, and what they sign.
public final class People {
  public static final SigningKey A =
      key("846c45f5885e4b439fb2b8004cd3723dd5337fbf66755d4b2095ec01303438f4");
  public static final SigningKey B =
      key("ced67716bffe6f3cf8376de91f1e7b33527f7dc451a66317eec86c4c9cfd815d");
  public static final SigningKey NODE =
      key("7ded5490e8718fa73cc11dc82b7ff023c713720e5849c6f6f65bf1c4c18b1b99");

  private People() {}

  /// The key with this private part in hexadecimal.
  public static SigningKey key(String hex) {
    return SigningKey.of(Bytes.hex(hex));
  }

  /// A value that only its owner replaces.
  public static SignedValue secured(SigningKey owner, String key, String data) {
    return secured(owner, key, data, OptionalLong.empty());
  }

  /// The same with a time of the key.
  public static SignedValue secured(
      SigningKey owner, String key, String data, OptionalLong expTime) {
    return SignedValue.sign(owner, digest(key), data, PersistMode.SECURED, expTime);
  }

  /// A value beside those of others.
  public static SignedValue controlled(SigningKey owner, String key, String data) {
    return SignedValue.sign(owner, digest(key), data, PersistMode.CONTROLLED, OptionalLong.empty());
  }

  /// Where values of `key` are stored.
  public static NodeId digest(String key) {
    return SignedText.digestOf(key);
  }
}
