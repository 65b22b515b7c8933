package dev.kith.kv.signed;

import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import java.util.OptionalLong;

/// A value and its owner's signature, bound to one key.
///
/// Making one checks its form, not its signature; see [#isAuthentic].
///
/// @param authorization the owner's signature and key
/// @param data the value: text that is not empty, of any meaning
/// @param persistMode who may write beside it or over it
public record SignedValue(Authorization authorization, String data, PersistMode persistMode) {
  /// The longest [#text()] that the wire can carry: requests have at most 8,192 bytes, 55 of which
  /// a `store` needs for the rest.
  public static final int MAX_TEXT_BYTES = 8_137;

  /// Checks that the data is not empty and can be sent.
  public SignedValue {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("data must not be empty");
    }
    Texts.requireWellFormed("data", data);
  }

  /// The value of `data` for `key`, signed by its owner.
  ///
  /// @param expTime Unix seconds after which the owner's key is not to be used for writing
  /// @throws IllegalArgumentException if the data is empty or is no text
  public static SignedValue sign(
      SigningKey owner, NodeId key, String data, PersistMode mode, OptionalLong expTime) {
    PublicKeyText publicKey = PublicKeyText.of(owner.publicKey(), expTime);
    SignedText text = SignedText.of(key, data, publicKey, mode.name());
    return new SignedValue(Authorization.sign(owner, publicKey, text), data, mode);
  }

  /// What the signature is over when the value is stored under `key`.
  public SignedText signedText(NodeId key) {
    return SignedText.of(key, data, authorization.publicKey(), persistMode.name());
  }

  /// Whether the signature is the owner's, for this key, data, time and mode.
  public boolean isAuthentic(NodeId key) {
    return isAuthentic(key, SignatureCheck.direct());
  }

  boolean isAuthentic(NodeId key, SignatureCheck check) {
    return check.verifies(authorization, signedText(key).digest());
  }

  /// The text that identifies the owner.
  public String owner() {
    return authorization.publicKey().key();
  }

  /// Whether both have the same owner.
  public boolean hasOwnerOf(SignedValue other) {
    return owner().equals(other.owner());
  }

  /// The value as it is stored and sent: JSON in the one form that votes are counted by. ASCII
  /// only.
  public String text() {
    StringBuilder json = new StringBuilder(data.length() + 320);
    appendTo(json);
    return json.toString();
  }

  void appendTo(StringBuilder json) {
    json.append("{\"authorization\": ");
    authorization.appendTo(json);
    json.append(", \"data\": ");
    JsonText.append(json, data);
    json.append(", \"persist_mode\": \"").append(persistMode).append("\"}");
  }
}
