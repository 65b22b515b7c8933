package dev.kith.kv.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MsgReaderTest {
  @ParameterizedTest
  @CsvSource({
    "07, 7",
    "cc07, 7",
    "cd0007, 7",
    "ce00000007, 7",
    "cf0000000000000007, 7",
    "d007, 7",
    "d1fff9, -7",
    "d2fffffff9, -7",
    "d3fffffffffffffff9, -7",
    "ff, -1",
    "e0, -32",
    "cfffffffffffffffff, 18446744073709551615",
    "d38000000000000000, -9223372036854775808",
    "ca3fc00000, 1.5",
    "cb3ff8000000000000, 1.5",
    "c0, nil",
    "c2, false",
    "c3, true",
    "d90161, '\"a\"'",
    "da000161, '\"a\"'",
    "db0000000161, '\"a\"'",
    "c40161, 0x61",
    "c5000161, 0x61",
    "c60000000161, 0x61",
    "dc0001c0, [nil]",
    "dd00000001c0, [nil]",
    "de000107c0, {7=nil}",
    "df0000000107c0, {7=nil}"
  })
  void any_width_is_read(String hex, String value) throws Exception {
    assertThat(MsgReader.read(Bytes.hex(hex))).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'', cut short",
    "cd00, cut short",
    "91, longer than the input",
    "9200, longer than the input",
    "a261, longer than the input",
    "dbffffffff, longer than the input",
    "ddffffffff, longer than the input",
    "dfffffffff, longer than the input",
    "dd7fffffff, longer than the input",
    "8100, longer than the input",
    "82c0c0c0c0, a key twice",
    "c1, not the beginning of a value",
    "d40000, an extension type",
    "d6ff00000000, an extension type",
    "c7000000, an extension type",
    "a1ff, text that is not UTF-8",
    "a3eda080, text that is not UTF-8",
    "a2c080, text that is not UTF-8"
  })
  void what_is_no_value_is_malformed(String hex, String reason) {
    assertThat(reasonOf(Bytes.hex(hex))).isEqualTo(reason);
  }

  @Test
  void bytes_after_the_value_are_left_alone() throws Exception {
    assertThat(MsgReader.read(Bytes.hex("2ac1"))).isEqualTo(MsgValue.Int.of(42));
  }

  @Test
  void text_and_bytes_and_numbers_of_two_kinds_are_kept_apart() throws Exception {
    assertThat(MsgReader.read(Bytes.hex("a161"))).isNotEqualTo(MsgReader.read(Bytes.hex("c40161")));
    assertThat(MsgReader.read(Bytes.hex("01")))
        .isNotEqualTo(MsgReader.read(Bytes.hex("cb3ff0000000000000")))
        .isNotEqualTo(MsgReader.read(Bytes.hex("c3")));
    assertThat(MsgValue.Int.of(-1)).isNotEqualTo(MsgValue.Int.ofUnsigned(-1));
  }

  @Test
  void eight_levels_are_read_and_nine_are_not() throws Exception {
    assertThat(MsgReader.read(Bytes.hex("91".repeat(7) + "90")).depth()).isEqualTo(8);
    assertThat(reasonOf(Bytes.hex("91".repeat(8) + "90"))).isEqualTo("nested too deep");
  }

  @Test
  void elements_of_all_levels_count_together() throws Exception {
    String full = "92" + "dc007f" + "00".repeat(127) + "dc007f" + "00".repeat(127);
    String over = "92" + "dc007f" + "00".repeat(127) + "dc0080" + "00".repeat(128);

    assertThat(MsgReader.read(Bytes.hex(full)).depth()).isEqualTo(2);
    assertThat(reasonOf(Bytes.hex(over))).isEqualTo("too many elements");
  }

  @Test
  void a_long_response_may_have_more_elements() throws Exception {
    Bytes entry = Bytes.hex("93c414" + "00".repeat(20) + "a9" + "31".repeat(9) + "cd1388");
    Bytes many = Bytes.hex("dc0190" + entry.toHex().repeat(400));

    MsgValue value = MsgReader.read(many, 0, MsgLimits.RESPONSE);

    assertThat(((MsgValue.Array) value).items()).hasSize(400);
    assertThat(reasonOf(many)).isEqualTo("too many elements");
  }

  @Test
  void maps_are_as_small_in_a_long_response_as_in_a_request() throws Exception {
    Bytes most = Bytes.hex("de0080" + pairs(128) + "c0".repeat(4_000));
    Bytes over = Bytes.hex("de0081" + pairs(129) + "c0".repeat(4_000));

    MsgValue value = MsgReader.read(most, 0, MsgLimits.RESPONSE);

    assertThat(((MsgValue.Map) value).entries()).hasSize(128);
    assertThatThrownBy(() -> MsgReader.read(over, 0, MsgLimits.RESPONSE))
        .isInstanceOf(MalformedException.class)
        .hasMessage("too many elements");
  }

  private static String pairs(int count) {
    return IntStream.range(0, count).mapToObj("cd%04xc0"::formatted).collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dd00001fff", "df00000fff"})
  void a_bomb_is_refused_before_anything_is_built(String header) {
    Bytes bomb = Bytes.hex(header + "90".repeat(8_191));

    assertThat(reasonOf(bomb)).isEqualTo("too many elements");
  }

  @Test
  void a_value_can_be_found_by_its_name() throws Exception {
    MsgValue.Map map = (MsgValue.Map) MsgReader.read(Bytes.hex("81a576616c7565c3"));

    assertThat(map.find("value")).isEqualTo(MsgValue.Bool.TRUE);
    assertThat(map.find("other")).isNull();
    assertThat(map).isEqualTo(MsgValue.Map.of("value", MsgValue.Bool.TRUE));
  }

  @Test
  void values_that_cannot_be_written_cannot_be_made() {
    MsgValue deepest = MsgValue.Array.EMPTY;
    while (deepest.depth() < MsgValue.MAX_DEPTH) {
      deepest = MsgValue.Array.of(deepest);
    }
    MsgValue tooDeep = deepest;

    assertThatThrownBy(() -> MsgValue.Array.of(tooDeep))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MsgValue.Str("a\ud800b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MsgValue.Int.of(java.math.BigInteger.ONE.shiftLeft(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String reasonOf(Bytes input) {
    try {
      return "read: " + MsgReader.read(input);
    } catch (MalformedException malformed) {
      return malformed.reason();
    }
  }
}
