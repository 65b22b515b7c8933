package dev.kith.node.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.kv.msgpack.MsgValue;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedValuesTest {
  @Test
  void text_inside_an_array_is_shown_as_no_terminal_obeys_it() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Shell shell = new Shell(stream, stream, Map.of(), false, false);
    MsgValue evil = MsgValue.Array.of(new MsgValue.Str("\u001b[2J\rfake"));

    shell.output().record(TypedValues.show(shell, Fields.none(), evil));

    assertThat(out).hasToString("value  [\"\\u{1b}[2J\\u{d}fake\"]\ntype   array\n");
  }
}
