package dev.kith.mainline.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.Vectors;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BList;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.bencode.BValue;
import dev.kith.mainline.crypto.SigningKey;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ItemTest {
  static Stream<JsonNode> withExpandedKey() {
    return Stream.of(Vectors.at("/bep44/mutable"), Vectors.at("/bep44/mutable_salt"));
  }

  static Stream<JsonNode> withSeed() {
    return Vectors.each("/bep44/more_mutable");
  }

  static Stream<JsonNode> immutable() {
    return Vectors.each("/bep44/immutable_more");
  }

  @ParameterizedTest
  @MethodSource("withExpandedKey")
  void published_mutable_items_are_signed_and_verified_the_same(JsonNode vector) {
    Bytes salt = vector.has("salt_text") ? Vectors.text(vector, "salt_text") : Bytes.EMPTY;
    Bytes encoded = Vectors.text(vector, "value_bencoded_text");
    long seq = vector.required("seq").asLong();
    SigningKey key = SigningKey.of(Vectors.hex(vector, "expanded_private_key"));

    MutableItem item = MutableItem.sign(key, salt, seq, ImmutableItem.ofEncoded(encoded).value());

    assertThat(key.publicKey()).isEqualTo(Vectors.hex(vector, "public_key"));
    assertThat(MutableItem.signedBytes(salt, seq, encoded))
        .isEqualTo(Vectors.text(vector, "signed_buffer_text"));
    assertThat(item.signature()).isEqualTo(Vectors.hex(vector, "signature"));
    assertThat(item.target().bytes()).isEqualTo(Vectors.hex(vector, "target"));
    assertThat(item.isAuthentic()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("withSeed")
  void mutable_items_of_every_type_are_signed_and_verified(JsonNode vector) {
    Bytes encoded = Vectors.hex(vector, "value_bencoded");
    Bytes salt = Vectors.hex(vector, "salt");
    long seq = Long.parseLong(vector.required("seq").asString());
    SigningKey key = SigningKey.of(Vectors.hex(vector, "seed"));

    MutableItem item = MutableItem.sign(key, salt, seq, ImmutableItem.ofEncoded(encoded).value());

    assertThat(item)
        .isEqualTo(
            MutableItem.ofEncoded(
                Vectors.hex(vector, "public_key"),
                salt,
                seq,
                encoded,
                Vectors.hex(vector, "signature")));
    assertThat(MutableItem.signedBytes(salt, seq, encoded))
        .isEqualTo(Vectors.hex(vector, "signed_buffer"));
    assertThat(item.target().bytes()).isEqualTo(Vectors.hex(vector, "target"));
    assertThat(item.isAuthentic()).isTrue();
    assertThat(item.compact()).isEqualTo(item);
  }

  @Test
  void the_signed_bytes_are_those_the_specification_shows() {
    Bytes value = Vectors.latin("12:Hello world!");

    assertThat(Vectors.at("/bep44/signed_buffer_examples_text").valueStream())
        .extracting(node -> Vectors.latin(node.asString()))
        .containsExactly(
            MutableItem.signedBytes(Bytes.EMPTY, 4, value),
            MutableItem.signedBytes(Bytes.utf8("foobar"), 4, value));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void immutable_items_are_stored_under_their_hash(JsonNode vector) {
    ImmutableItem item = ImmutableItem.ofEncoded(Vectors.hex(vector, "value_bencoded"));

    assertThat(item.target().bytes()).isEqualTo(Vectors.hex(vector, "target"));
    assertThat(ImmutableItem.of(item.value())).isEqualTo(item);
  }

  @Test
  void the_published_immutable_item_is_stored_under_its_hash() {
    JsonNode vector = Vectors.at("/bep44/immutable");

    ImmutableItem item = ImmutableItem.of(BString.of("Hello World!"));

    assertThat(item.encoded()).isEqualTo(Vectors.text(vector, "value_bencoded_text"));
    assertThat(item.target().bytes()).isEqualTo(Vectors.hex(vector, "target"));
  }

  @Test
  void a_value_has_at_most_1000_bytes() {
    int fits = Vectors.at("/bep44/size_limit/largest_string_payload").asInt();
    int tooLong = Vectors.at("/bep44/size_limit/rejected_string_payload").asInt();

    assertThat(ImmutableItem.of(BString.of("x".repeat(fits))).encoded().length()).isEqualTo(1_000);
    assertThatThrownBy(() -> ImmutableItem.of(BString.of("x".repeat(tooLong))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001");
  }

  @Test
  void changing_anything_that_is_signed_breaks_the_signature() {
    SigningKey key = SigningKey.of(Bytes.wrap(new byte[32]));
    MutableItem item = MutableItem.sign(key, Bytes.utf8("s"), 3, BString.of("v"));
    Bytes otherKey = SigningKey.of(Bytes.utf8("x".repeat(32))).publicKey();

    assertThat(with(item, item.publicKey(), item.salt(), 4, item.encoded()).isAuthentic())
        .isFalse();
    assertThat(with(item, item.publicKey(), Bytes.EMPTY, 3, item.encoded()).isAuthentic())
        .isFalse();
    assertThat(with(item, otherKey, item.salt(), 3, item.encoded()).isAuthentic()).isFalse();
    assertThat(with(item, item.publicKey(), item.salt(), 3, Vectors.latin("1:w")).isAuthentic())
        .isFalse();
    assertThat(with(item, item.publicKey(), item.salt(), 3, item.encoded()).isAuthentic()).isTrue();
  }

  private static MutableItem with(MutableItem item, Bytes key, Bytes salt, long seq, Bytes value) {
    return MutableItem.ofEncoded(key, salt, seq, value, item.signature());
  }

  @Test
  void an_item_cannot_have_a_long_salt_a_negative_seq_or_a_short_key() {
    SigningKey key = SigningKey.of(Bytes.wrap(new byte[32]));
    Bytes salt = Bytes.wrap(new byte[65]);
    Bytes signature = Bytes.wrap(new byte[64]);

    assertThatThrownBy(() -> MutableItem.sign(key, salt, 1, BString.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MutableItem.sign(key, Bytes.EMPTY, -1, BString.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> MutableItem.ofEncoded(Bytes.EMPTY, Bytes.EMPTY, 1, Bytes.utf8("0:"), signature))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_value_has_at_most_480_parts_so_that_a_reply_can_carry_it() {
    BValue most = BList.of(Collections.nCopies(479, BString.EMPTY));
    BValue tooMany = BList.of(Collections.nCopies(480, BString.EMPTY));
    BValue keyed = BDict.builder().put("k", tooMany).build();

    assertThat(ImmutableItem.of(most).value()).isEqualTo(most);
    for (BValue value : List.of(tooMany, keyed)) {
      assertThatThrownBy(() -> ImmutableItem.of(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("480");
      assertThatThrownBy(() -> ImmutableItem.ofEncoded(value.raw()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("too many tokens");
    }
  }

  @Test
  void a_value_nests_at_most_14_deep_so_that_a_message_can_carry_it() {
    SigningKey key = SigningKey.of(Bytes.wrap(new byte[32]));
    BValue most = nested(14);
    BValue tooDeep = nested(15);

    assertThat(MutableItem.sign(key, Bytes.EMPTY, 1, most).value()).isEqualTo(most);
    assertThatThrownBy(() -> MutableItem.sign(key, Bytes.EMPTY, 1, tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("14");
    assertThatThrownBy(() -> ImmutableItem.ofEncoded(tooDeep.raw()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested too deep");
  }

  private static BValue nested(int depth) {
    BValue value = BList.EMPTY;
    for (int i = 1; i < depth; i++) {
      value = BList.of(value);
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "i1", "i01e", "d1:bi1e1:ai2ee", "d1:ai1e1:ai2ee", "1:xy"})
  void an_encoding_is_one_canonical_value(String text) {
    Bytes encoded = Vectors.latin(text);
    Bytes key = Bytes.wrap(new byte[32]);
    Bytes signature = Bytes.wrap(new byte[64]);

    assertThatThrownBy(() -> ImmutableItem.ofEncoded(encoded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at byte");
    assertThatThrownBy(() -> MutableItem.ofEncoded(key, Bytes.EMPTY, 1, encoded, signature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at byte");
  }
}
