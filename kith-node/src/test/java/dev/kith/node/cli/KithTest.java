package dev.kith.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KithTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nonsense;kith: unknown command 'nonsense': expected one of node, ",
        "--nonsense;kith: unknown option '--nonsense'",
        "testnet;kith testnet: expected one of ",
        "node --jsno;kith node: unknown option '--jsno'; expected perhaps --json",
        "node more;kith node: unexpected argument 'more'",
        "node --timeout 5;kith node: --timeout: '5': expected a time",
        "node --http nowhere;kith node: --http: 'nowhere': expected host:port or [v6]:port",
        "node --testnet some;kith node: --testnet: 'some': expected a whole number from 0 to 1000",
        "node --testnet 2 --public;kith node: --public: a node among local neighbours cannot",
        "node --networks moon;kith node: --networks: 'moon' is no network: expected one of ",
        "node --port moon=1;kith node: --port: 'moon=1': expected NETWORK=",
        "completion;kith completion: missing bash|zsh|fish",
        "completion tcsh;kith completion: bash|zsh|fish: 'tcsh': expected one of bash, zsh, fish",
      })
  void wrong_usage_gets_one_line_and_exit_code_2(String arguments, String line) {
    int exit = run(arguments.split(" "));

    assertThat(exit).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(line)
        .endsWith("--help')\n")
        .hasLineCount(1);
    assertThat(out).hasToString("");
  }

  @Test
  void a_stack_trace_is_shown_only_on_demand() {
    int exit = run("node", "--testnet", "x", "-vv");

    assertThat(exit).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("\tat dev.kith.node");
  }

  @Test
  void every_level_has_help_with_an_example_and_a_version() {
    CommandLine kith = Kith.tree(shell());

    everyCommandBelow(kith);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completion_scripts_know_the_commands(String name) {
    int exit = run("completion", name);

    assertThat(exit).isEqualTo(Exit.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("testnet", "completion", "data-dir");
  }

  private void everyCommandBelow(CommandLine command) {
    String[] name =
        command.getCommandSpec().qualifiedName().substring("kith".length()).strip().split(" ");
    String path = String.join(" ", name).strip();
    for (String option : new String[] {"--help", "-h", "--version", "-V"}) {
      out.reset();
      int exit = run((path + " " + option).strip().split(" "));
      assertThat(exit).as(path + " " + option).isEqualTo(Exit.DONE);
      String text = out.toString(StandardCharsets.UTF_8);
      if (option.startsWith("--h") || option.equals("-h")) {
        assertThat(text).startsWith("Usage: kith").contains("--json", "  kith ");
      } else {
        assertThat(text).startsWith("kith ").hasLineCount(1);
      }
    }
    command.getSubcommands().values().forEach(this::everyCommandBelow);
  }

  private int run(String... arguments) {
    return Kith.run(shell(), arguments);
  }

  private Shell shell() {
    return new Shell(stream(out), stream(err), Map.of(), false, false);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
