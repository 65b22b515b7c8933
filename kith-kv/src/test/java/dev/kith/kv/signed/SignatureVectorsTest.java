package dev.kith.kv.signed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Vectors;
import dev.kith.kv.crypto.Secp256k1;
import dev.kith.kv.crypto.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The signatures recorded from the fork, among them both samples of the seed.
final class SignatureVectorsTest {
  static List<JsonNode> vectors() {
    return Vectors.each("/authorization/vectors").toList();
  }

  static List<JsonNode> overText() {
    return vectors().stream().filter(vector -> vector.has("signed_text")).toList();
  }

  @Test
  void all_of_them_are_there() {
    assertThat(vectors()).hasSize(24);
    assertThat(overText()).hasSize(23);
  }

  @ParameterizedTest
  @MethodSource("overText")
  void texts_and_hashes_are_those_recorded(JsonNode vector) {
    NodeId key = SignedText.digestOf(text(vector, "key"));

    SignedText signed = signedText(vector, key);

    assertThat(signed.text()).isEqualTo(text(vector, "signed_text"));
    if (vector.has("key_digest_hex")) {
      assertThat(key.toHex()).isEqualTo(text(vector, "key_digest_hex"));
    }
    if (vector.has("sha1_of_text")) {
      assertThat(signed.innerDigest()).isEqualTo(Vectors.hex(vector, "sha1_of_text"));
    }
    assertThat(signed.digest()).isEqualTo(Vectors.hex(vector, "sha256_of_sha1"));
  }

  @ParameterizedTest
  @MethodSource("overText")
  void genuine_signatures_verify_and_others_do_not(JsonNode vector) {
    NodeId key = SignedText.digestOf(text(vector, "key"));

    boolean isAuthentic =
        isMessage(vector) ? message(vector).isAuthentic(key) : value(vector).isAuthentic(key);

    assertThat(isAuthentic).isEqualTo(vector.required("valid").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("overText")
  void signing_makes_the_recorded_signature(JsonNode vector) {
    if (!vector.has("priv") || !vector.required("valid").asBoolean()) {
      return;
    }
    SigningKey owner = SigningKey.of(Vectors.hex(vector, "priv"));
    NodeId key = SignedText.digestOf(text(vector, "key"));

    Bytes signature = owner.sign(signedText(vector, key).digest());

    assertThat(signature).isEqualTo(Bytes.hex(text(vector, "sign")));
  }

  @Test
  void a_bare_digest_is_signed_the_same() {
    JsonNode vector =
        vectors().stream().filter(each -> each.has("sha256_of_message")).findFirst().orElseThrow();
    SigningKey owner = SigningKey.of(Vectors.hex(vector, "priv"));
    Bytes digest = Vectors.hex(vector, "sha256_of_message");

    assertThat(owner.publicKey()).isEqualTo(Vectors.hex(vector, "pub_key"));
    assertThat(owner.sign(digest)).isEqualTo(Vectors.hex(vector, "sign"));
    assertThat(Secp256k1.verify(owner.publicKey(), digest, Vectors.hex(vector, "sign"))).isTrue();
  }

  @Test
  void another_spelling_of_a_key_verifies_but_is_another_owner() {
    SignedValue compressed = value(named("A-secured"));
    SignedValue uncompressed = value(named("A-secured-uncompressed-key"));
    NodeId key = SignedText.digestOf("alpha");

    assertThat(uncompressed.isAuthentic(key)).isTrue();
    assertThat(uncompressed.hasOwnerOf(compressed)).isFalse();
  }

  static List<JsonNode> valueTexts() {
    return Vectors.each("/value_text").toList();
  }

  @ParameterizedTest
  @MethodSource("valueTexts")
  void values_have_the_recorded_text_and_are_read_from_it(JsonNode vector) throws Exception {
    SignedValue value = value(named(text(vector, "of")));
    String recorded = text(vector, "text");

    assertThat(value.text()).isEqualTo(recorded);
    assertThat(SignedJson.value(Bytes.utf8(recorded))).isEqualTo(value);
    assertThat(SignedJson.holding(recorded)).isInstanceOf(Holding.class);
  }

  @Test
  void text_keys_are_hashed_as_recorded() {
    Vectors.each("/key_digest")
        .filter(vector -> vector.required("key").has("str"))
        .forEach(
            vector ->
                assertThat(SignedText.digestOf(vector.at("/key/str").asString()).toHex())
                    .isEqualTo(text(vector, "sha1")));
  }

  private static JsonNode named(String name) {
    return vectors().stream()
        .filter(vector -> text(vector, "name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isMessage(JsonNode vector) {
    return text(vector, "name").contains("node-");
  }

  private static SignedText signedText(JsonNode vector, NodeId key) {
    return isMessage(vector) ? message(vector).signedText(key) : value(vector).signedText(key);
  }

  private static SignedValue value(JsonNode vector) {
    PersistMode mode = PersistMode.named(text(vector, "persist_mode")).orElseThrow();
    return new SignedValue(authorization(vector), text(vector, "data"), mode);
  }

  private static NodeMessage message(JsonNode vector) {
    Optional<String> data =
        vector.required("data").isNull() ? Optional.empty() : Optional.of(text(vector, "data"));
    NodeMessage.Form form =
        vector.required("persist_mode").isNull()
            ? NodeMessage.Form.WITHOUT_MODE
            : NodeMessage.Form.WITH_MODE;
    return new NodeMessage(authorization(vector), data, form);
  }

  private static Authorization authorization(JsonNode vector) {
    JsonNode expTime = vector.required("exp_time");
    return new Authorization(
        text(vector, "sign"),
        new PublicKeyText(
            text(vector, "pub_key"),
            expTime.isNull() ? OptionalLong.empty() : OptionalLong.of(expTime.asLong())));
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).asString();
  }
}
