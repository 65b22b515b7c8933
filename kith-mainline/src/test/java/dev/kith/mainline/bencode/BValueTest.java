package dev.kith.mainline.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.Vectors;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BValueTest {
  @Test
  void a_dictionary_is_built_in_any_order_and_keeps_its_keys_ascending() {
    BDict dict = BDict.builder().put("b", 1).put("a", Bytes.utf8("x")).put("ab", 2).build();

    assertThat(BencodeEncoder.encode(dict)).isEqualTo(Vectors.latin("d1:a1:x2:abi2e1:bi1ee"));
    assertThat(dict.raw()).isEqualTo(BencodeEncoder.encode(dict));
  }

  @Test
  void keys_are_ordered_as_unsigned_bytes() {
    BDict dict =
        BDict.builder().put(Bytes.hex("ff"), 1).put(Bytes.hex("01"), 2).put(Bytes.EMPTY, 3).build();

    assertThat(dict.key(0)).isEqualTo(Bytes.EMPTY);
    assertThat(dict.key(2)).isEqualTo(Bytes.hex("ff"));
  }

  @Test
  void a_key_cannot_be_put_twice() {
    BDictBuilder builder = BDict.builder().put("a", 1).put("b", 1).put("a", 2);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"a\"");
  }

  @Test
  void typed_look_ups_find_nothing_of_another_type() {
    BDict dict =
        BDict.builder().put("n", 7).put("s", Bytes.utf8("x")).put("l", BList.EMPTY).build();

    assertThat(dict.integer("n")).isEqualTo(OptionalLong.of(7));
    assertThat(dict.integer("s", -1)).isEqualTo(-1);
    assertThat(dict.string("n")).isNull();
    assertThat(dict.list("l")).isEqualTo(BList.EMPTY);
    assertThat(dict.dict("l")).isNull();
    assertThat(dict.has("l")).isTrue();
    assertThat(dict.find("absent")).isNull();
  }

  @Test
  void with_and_without_make_new_dictionaries() {
    BDict dict = BDict.builder().put("b", 1).build();

    assertThat(dict.with("a", new BInteger(2)).with("b", new BInteger(3)))
        .isEqualTo(BDict.builder().put("a", 2).put("b", 3).build());
    assertThat(dict.without("b")).isEqualTo(BDict.EMPTY);
    assertThat(dict.integer("b", 0)).isEqualTo(1);
  }

  @Test
  void nothing_nests_deeper_than_can_be_walked() {
    BValue value = BList.EMPTY;
    while (value.depth() < BValue.MAX_DEPTH) {
      value = BList.of(value);
    }
    BValue deepest = value;

    assertThatThrownBy(() -> BList.of(deepest)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BDict.builder().put("a", deepest).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, -1, -9, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, -100})
  void integers_are_written_as_java_writes_them(long number) {
    BInteger value = new BInteger(number);

    assertThat(value.raw()).isEqualTo(Vectors.latin("i" + number + "e"));
    assertThat(BencodeEncoder.sizeOf(value)).isEqualTo(value.raw().length());
  }

  @Test
  void an_encoder_outgrows_the_array_it_was_given() {
    byte[] small = new byte[4];
    BencodeEncoder encoder = new BencodeEncoder(small);

    encoder.beginList().string(Bytes.utf8("abcdef")).integer(5).end();

    assertThat(encoder.toBytes()).isEqualTo(Vectors.latin("l6:abcdefi5ee"));
    assertThat(encoder.array()).isNotSameAs(small);
  }

  @Test
  void values_are_shown_as_text_where_they_are_text() {
    BDict dict =
        BDict.builder()
            .put("id", Bytes.hex("00ff"))
            .put("q", BList.of(BString.of("hi"), new BInteger(1)))
            .build();

    assertThat(dict).hasToString("{\"id\": 0x00ff, \"q\": [\"hi\", 1]}");
  }
}
