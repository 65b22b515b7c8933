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
        "nonsense --help;kith: unknown command 'nonsense': expected one of node, ",
        "help nonsense;kith: unknown command 'nonsense': expected one of node, ",
        "discv5 ping;kith: unknown command 'discv5', a network that is not built yet: expected",
        "sim discv5;kith sim: unknown command 'discv5', a network that is not built yet: expected",
        "--nonsense;kith: unknown option '--nonsense'",
        "--json=no;kith: --json: 'no': expected true or false",
        "mainline put -x;kith mainline put: missing VALUE: '-x' is no option; a value that begins",
        "mainline put -- -x --bootstrap;kith mainline put: unexpected argument '--bootstrap'",
        "testnet;kith testnet: a command is missing: expected one of mainline",
        "node --jsno;kith node: unknown option '--jsno'; expected perhaps --json",
        "node --data-dir=;kith node: --data-dir: '': expected the name of a file or folder",
        "node more;kith node: unexpected argument 'more'",
        "node --timeout 5;kith node: --timeout: '5': expected a time",
        "node --http nowhere;kith node: --http: 'nowhere': expected host:port or [v6]:port",
        "node --testnet some;kith node: --testnet: 'some': expected a whole number from 0 to 1000",
        "node --testnet 2 --public;kith node: --public: a node among local neighbours cannot",
        "node --networks moon;kith node: --networks: 'moon' is no network: expected one of ",
        "node --port moon=1;kith node: --port: 'moon=1': expected NETWORK=",
        "testnet moon;kith testnet: unknown command 'moon': expected one of mainline",
        "testnet mainline --nodes 0;kith testnet mainline: --nodes: '0': expected a whole number",
        "testnet mainline --port 65530;kith testnet mainline: --port: '65530': expected a port"
            + " from",
        "testnet mainline --seconds 0;kith testnet mainline: --seconds: '0': expected",
        "mainline;kith mainline: a command is missing: expected one of serve, ping,",
        "mainline ping;kith mainline ping: missing H:P",
        "mainline ping here;kith mainline ping: H:P: 'here': expected host:port or [v6]:port",
        "mainline ping 127.0.0.1:0;kith mainline ping: H:P: '127.0.0.1:0': expected a port from 1",
        "mainline serve --listen x;kith mainline serve: --listen: 'x': expected host:port",
        "mainline serve --bootstrap x;kith mainline serve: --bootstrap: 'x': expected host:port",
        "mainline serve --id 00;kith mainline serve: --id: '00': expected 40 hex digits",
        "mainline find-node xyz --bootstrap a:1;kith mainline find-node: TARGET: 'xyz': expected"
            + " 40",
        "mainline get-peers 00 --bootstrap a:1;kith mainline get-peers: INFOHASH: '00': expected"
            + " 40",
        "mainline put x;kith mainline put: nobody to ask: expected --bootstrap HOST:PORT",
        "mainline put x --bootstrap none;kith mainline put: nobody to ask: expected --bootstrap",
        "mainline put x --bootstrap x;kith mainline put: --bootstrap: 'x': expected host:port",
        "mainline put 0xzz;kith mainline put: VALUE: '0xzz': expected pairs of hex digits",
        "mainline put x --salt s;kith mainline put: --salt: 's': expected --key beside it",
        "mainline put x --seq 1;kith mainline put: --seq: '1': expected --key beside it",
        "mainline put x --key KEY --seq -1;kith mainline put: --seq: '-1': expected a whole number",
        "mainline put x --key KEY --cas 9223372036854775807;kith mainline put: --cas:"
            + " '9223372036854775807': expected --seq beside it",
        "kv ping 127.0.0.1:1 --timeout 0.0000001ms;kith kv ping: --timeout: '0.0000001ms':"
            + " expected",
        "mainline put x --key KEY --seq x;kith mainline put: --seq: 'x': expected a whole number",
        "mainline put x --key 00;kith mainline put: --key: '00': expected 64 hex digits",
        "mainline put --bencoded 6931;kith mainline put: VALUE: '6931': expected canonical bencode",
        "mainline get;kith mainline get: missing TARGET: expected 40 hex digits, or --public-key",
        "mainline get --public-key 00;kith mainline get: --public-key: '00': expected 64 hex"
            + " digits",
        "mainline announce HASH;kith mainline announce: missing --port: expected a port from 1",
        "mainline announce HASH --port 0;kith mainline announce: --port: '0': expected a port",
        "mainline magnet x;kith mainline magnet: LINK: expected a link such as magnet:",
        "decode mainline xyz;kith decode mainline: HEX: 'xyz': expected pairs of hex digits",
        "sim mainline --nodes 1;kith sim mainline: --nodes: '1': expected a whole number from 2",
        "sim mainline --loss 2;kith sim mainline: --loss: '2.0': expected a share from 0 to 1",
        "sim mainline --churn E;kith sim mainline: --churn: 'E': expected A, B, C or D",
        "completion;kith completion: missing bash|zsh|fish",
        "completion tcsh;kith completion: bash|zsh|fish: 'tcsh': expected one of bash, zsh, fish",
      })
  void wrong_usage_gets_one_line_and_exit_code_2(String arguments, String line) {
    String filled = arguments.replace("KEY", "0f".repeat(32)).replace("HASH", "0f".repeat(20));

    int exit = run(filled.split(" "));

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
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("    at dev.kith.node");
  }

  @Test
  void every_level_has_help_with_an_example_and_a_version() {
    CommandLine kith = CommandTree.whole(shell());

    everyCommandBelow(kith);
  }

  @ParameterizedTest
  @CsvSource({"help,Usage: kith [", "help sim kv,Usage: kith sim kv", "version,kith "})
  void help_and_version_may_be_asked_for_as_commands(String arguments, String begin) {
    int exit = run(arguments.split(" "));

    assertThat(exit).isEqualTo(Exit.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(begin);
  }

  @Test
  void a_value_too_long_to_store_is_refused_with_its_size() {
    int exit = run("mainline", "put", "x".repeat(997), "--bootstrap", "127.0.0.1:1");

    assertThat(exit).isEqualTo(Exit.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("kith mainline put: VALUE: 1001 bytes when bencoded: expected at most 1000");
  }

  @Test
  void a_datagram_is_explained_and_one_that_is_none_is_a_no() {
    int query =
        run(
            "decode",
            "mainline",
            "--json",
            "64313a6164323a696432303a6162636465666768696a30"
                + "3132333435363738"
                + "3965313a71343a70696e67313a74323a6161313a79313a7165");
    String explained = out.toString(StandardCharsets.UTF_8);
    int broken = run("decode", "mainline", "6431");

    assertThat(query).isEqualTo(Exit.DONE);
    assertThat(explained).contains("{\"offset\":12,\"field\":\"a.id\",").hasLineCount(5);
    assertThat(broken).isEqualTo(Exit.NO);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("cut short at byte 2");
  }

  @Test
  void a_datagram_is_explained_in_lines_that_no_terminal_obeys() {
    int exit =
        run("decode", "kv", "000b3ed5146ee5963c514f42a1de0ab8cca0ba319292a8c29b324ae280ae7890");

    assertThat(exit).isEqualTo(Exit.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\\u{9b}2J\\u{202e}x")
        .doesNotContain("\u009b", "\u202e");
  }

  @Test
  void what_a_peer_says_in_an_error_is_escaped_in_the_line_and_in_the_trace() throws Exception {
    try (RefusingPeer peer = RefusingPeer.saying("\u001b[2J\u009b32mall\nis well")) {
      int exit = run("mainline", "ping", peer.endpoint(), "-vv");

      assertThat(exit).isEqualTo(Exit.NO);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("kith mainline ping: ", "\\u{1b}[2J\\u{9b}32mall", "    at dev.kith.node")
          .doesNotContain("\u001b", "\u009b");
    }
  }

  @Test
  void a_logged_line_stays_one_line() {
    shell().log("stored\n21:00 forged\u001b[2J");

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("stored\\u{a}21:00 forged\\u{1b}[2J\n");
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
