package dev.kith.node.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextOutputTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final TextOutput output = text(false);

  @Test
  void rows_are_columns_as_wide_as_the_widest_value_so_far() {
    output.row(Fields.of("a", "1").and("b", "x"));
    output.row(Fields.of("a", "123").and("b", "y"));
    output.row(Fields.of("a", "2").and("b", "z"));

    assertThat(out).hasToString("1  x\n123  y\n2    z\n");
  }

  @Test
  void rows_that_are_all_there_are_columns_as_wide_as_the_widest_of_all() {
    output.rows(List.of(Fields.of("name", "a").and("n", 1), Fields.of("name", "abc").and("n", 2)));

    assertThat(out).hasToString("a    1\nabc  2\n");
  }

  @Test
  void a_record_is_a_block_with_its_names_in_words() {
    output.record(Fields.of("target", "00").and("publicKey", "11").and("rttMillis", 3));

    assertThat(out).hasToString("target      00\npublic key  11\nrtt         3 ms\n");
  }

  @Test
  void hints_go_to_standard_error() {
    output.hint("try this");

    assertThat(out).hasToString("");
    assertThat(err).hasToString("try this\n");
  }

  @Test
  void colour_is_written_only_where_it_is_wanted() {
    text(true).record(Fields.of("a", 1));

    assertThat(out).hasToString("\033[2ma\033[0m  1\n");
  }

  @Test
  void what_others_wrote_is_escaped_wherever_it_is_shown() {
    String strange = "\u001b[2Ja\u009bb\nc\u202ed";
    String shown = "\\u{1b}[2Ja\\u{9b}b\\u{a}c\\u{202e}d";

    output.row(Fields.of("a", strange).and("b", 1));
    output.rows(List.of(Fields.of("c", List.of(strange)).and("d", Fields.of("e", strange))));
    output.record(Fields.of("a", strange));
    output.summary(Fields.none(), strange);
    output.hint(strange);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            shown + "  1\n" + shown + "  e " + shown + "\na  " + shown + "\n" + shown + "\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(shown + "\n");
  }

  @Test
  void what_a_server_says_may_have_several_lines() {
    output.event(Fields.none(), "ready\n\nTry:\n  \u001b[2J");

    assertThat(out).hasToString("ready\n\nTry:\n  \\u{1b}[2J\n");
  }

  private TextOutput text(boolean colours) {
    return new TextOutput(stream(out), stream(err), new Paint(colours), false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}
