package dev.kith.node.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @Test
  void text_stands_for_its_utf8_form() {
    assertThat(Values.parse("héllo", false)).isEqualTo(Bytes.hex("68c3a96c6c6f"));
  }

  @Test
  void digits_after_0x_stand_for_bytes_unless_text_is_forced() {
    assertThat(Values.parse("0x00Ff", false)).isEqualTo(Bytes.hex("00ff"));
    assertThat(Values.parse("0x", false)).isEqualTo(Bytes.EMPTY);
    assertThat(Values.parse("0x00Ff", true)).isEqualTo(Bytes.utf8("0x00Ff"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0", "0xzz", "0x 00"})
  void bad_digits_after_0x_are_refused_and_the_way_out_is_named(String text) {
    assertThatThrownBy(() -> Values.parse(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + text + "': expected pairs of hex digits after 0x; --text takes it as text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "héllo wörld", "日本語", "👩‍🚀", "0xnot hex"})
  void printable_text_is_shown_as_it_is_and_in_hex_on_demand(String text) {
    Bytes value = Bytes.utf8(text);

    assertThat(Values.show(value, false)).isEqualTo(text);
    assertThat(Values.show(value, true)).isEqualTo("0x" + value.toHex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "c328", "610a62", "1b5b324a", "e280ae61", "7f", "eda080"})
  void what_a_terminal_would_obey_or_cannot_show_is_shown_in_hex(String hex) {
    assertThat(Values.show(Bytes.hex(hex), false)).isEqualTo("0x" + hex);
  }
}
