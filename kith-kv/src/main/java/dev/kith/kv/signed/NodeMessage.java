package dev.kith.kv.signed;

import dev.kith.core.id.NodeId;
import dev.kith.kv.crypto.SigningKey;
import java.util.Optional;
import java.util.OptionalLong;

/// What a node answers about a key, under a signature of its own: the holding's text, or that there
/// is none. It is the map of a `find_value` hit, and the body of an HTTP answer.
///
/// @param authorization the node's signature and key
/// @param data the text of a [Holding], empty if the node found none
/// @param form which of the two forms it has
public record NodeMessage(Authorization authorization, Optional<String> data, Form form) {
  /// The two forms that are about.
  public enum Form {
    /// With a `persist_mode`, which is always SECURED and is signed with the rest: the profile
    /// signed-seed.
    WITH_MODE(PersistMode.SECURED.name()),
    /// Without it: the profile signed-head.
    WITHOUT_MODE("");

    private final String signedMode;

    Form(String signedMode) {
      this.signedMode = signedMode;
    }
  }

  /// Checks that the data can be sent.
  public NodeMessage {
    data.ifPresent(text -> Texts.requireWellFormed("data", text));
  }

  /// The message of the node that owns `node`.
  public static NodeMessage sign(SigningKey node, NodeId key, Optional<String> data, Form form) {
    PublicKeyText publicKey = PublicKeyText.of(node.publicKey(), OptionalLong.empty());
    SignedText text = signedText(key, data, publicKey, form);
    return new NodeMessage(Authorization.sign(node, publicKey, text), data, form);
  }

  /// What the signature is over for `key`.
  public SignedText signedText(NodeId key) {
    return signedText(key, data, authorization.publicKey(), form);
  }

  /// Whether the signature is that of the key it names. What it says may still be false: see
  /// [Holding#isAuthentic].
  public boolean isAuthentic(NodeId key) {
    return isAuthentic(key, SignatureCheck.direct());
  }

  boolean isAuthentic(NodeId key, SignatureCheck check) {
    return check.verifies(authorization, signedText(key).digest());
  }

  /// The message as JSON, in the form in which it is sent over HTTP.
  public String text() {
    StringBuilder json = new StringBuilder(data.map(String::length).orElse(0) + 480);
    json.append("{\"authorization\": ");
    authorization.appendTo(json);
    json.append(", \"data\": ");
    data.ifPresentOrElse(text -> JsonText.append(json, text), () -> json.append("null"));
    return switch (form) {
      case WITH_MODE -> json.append(", \"persist_mode\": \"SECURED\"}").toString();
      case WITHOUT_MODE -> json.append('}').toString();
    };
  }

  private static SignedText signedText(
      NodeId key, Optional<String> data, PublicKeyText publicKey, Form form) {
    return SignedText.of(key, data.orElse(SignedText.NOTHING), publicKey, form.signedMode);
  }
}
