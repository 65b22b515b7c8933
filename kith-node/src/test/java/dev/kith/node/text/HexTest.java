package dev.kith.node.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexTest {
  private static final String KEY = "0123456789abcdef".repeat(4);

  @Test
  void ids_are_hex_digits_of_either_case_with_or_without_0x() {
    assertThat(Hex.parseId("00FF", 2)).isEqualTo(Hex.parseId("0x00ff", 2));
  }

  @Test
  void an_id_of_another_length_is_refused_with_both_lengths() {
    assertThatThrownBy(() -> Hex.parseId("abcd", 20))
        .hasMessage(
            "'abcd': expected 40 hex digits (20 bytes), with or without 0x, got 4 characters");
  }

  @Test
  void a_long_mistake_is_cut_in_the_error() {
    assertThatThrownBy(() -> Hex.parse("z".repeat(500)))
        .hasMessageStartingWith("'" + "z".repeat(77) + "…'");
  }

  @Test
  void a_private_key_comes_from_the_command_line_or_from_a_file(@TempDir Path folder)
      throws Exception {
    Path digits = Files.writeString(folder.resolve("digits"), KEY + "\n");
    Path raw = Files.write(folder.resolve("raw"), Bytes.hex(KEY).toArray());

    assertThat(PrivateKeys.parse(KEY)).isEqualTo(Bytes.hex(KEY));
    assertThat(PrivateKeys.parse("0x" + KEY)).isEqualTo(Bytes.hex(KEY));
    assertThat(PrivateKeys.parse(digits.toString())).isEqualTo(Bytes.hex(KEY));
    assertThat(PrivateKeys.parse(raw.toString())).isEqualTo(Bytes.hex(KEY));
  }

  @Test
  void a_mistyped_private_key_is_not_repeated_in_the_error() {
    assertThatThrownBy(() -> PrivateKeys.parse(KEY.substring(1)))
        .hasMessageStartingWith("63 characters: expected 64 hex digits")
        .message()
        .doesNotContain(KEY.substring(1, 20));
  }

  @Test
  void a_key_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> PrivateKeys.parse("no/such file"))
        .hasMessageStartingWith("'no/such file': expected 64 hex digits");
  }
}
