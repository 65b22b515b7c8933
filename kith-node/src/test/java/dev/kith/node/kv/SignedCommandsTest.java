package dev.kith.node.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.http.DhtApi;
import dev.kith.kv.signed.SignedJson;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.http.DhtServer;
import dev.kith.node.http.RememberedValues;
import dev.kith.node.text.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands that make keys, sign, post and verify.
final class SignedCommandsTest {
  private static final String PRIVATE = "22".repeat(32);

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Shell shell =
      Shell.ofProcess(new PrintStream(out, true, StandardCharsets.UTF_8), System.err);

  @Test
  void a_made_key_signs_what_it_verifies() throws Exception {
    Path file = folder.resolve("key.hex");

    assertThat(run(new KeygenCommand(shell), "--out", file.toString())).isZero();
    SigningKey key = SigningKey.of(Bytes.hex(Files.readString(file)));
    assertThat(said()).contains(key.publicKey().toHex()).doesNotContain(key.privateKey().toHex());

    assertThat(run(new SignCommand(shell), "clé", "hello", "--key", file.toString())).isZero();
    SignedValue value = SignedJson.value(Bytes.utf8(said().strip()));
    assertThat(value.isAuthentic(SignedText.digestOf("clé"))).isTrue();
    assertThat(value.owner()).isEqualTo(key.publicKey().toHex());
  }

  @Test
  void a_key_is_never_written_over_another() throws Exception {
    Path file = Files.writeString(folder.resolve("key.hex"), PRIVATE);

    assertThatThrownBy(() -> run(new KeygenCommand(shell), "--out", file.toString()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.START));
    assertThat(Files.readString(file)).isEqualTo(PRIVATE);
  }

  @Test
  void what_is_posted_is_read_back_verified() throws Exception {
    try (DhtServer server = server()) {
      String url = "http://" + server.local();

      assertThat(run(new SignCommand(shell), "k", "v", "--key", PRIVATE, "--post", url)).isZero();
      assertThat(said()).contains("stored").contains("1");
      assertThat(run(new VerifyCommand(shell), "k", "--from", server.local().toString())).isZero();
      assertThat(said()).contains(SigningKey.of(Bytes.hex(PRIVATE)).publicKey().toHex(), "SECURED");
    }
  }

  @Test
  void what_was_signed_is_shown_on_one_line_that_no_terminal_obeys() throws Exception {
    String data = "\u001b]0;owned\u0007\u001b[2Jdata\nowner  0000";
    try (DhtServer server = server()) {
      String url = "http://" + server.local();
      assertThat(run(new SignCommand(shell), "k", data, "--key", PRIVATE, "--post", url)).isZero();
      var _ = said();

      assertThat(run(new VerifyCommand(shell), "k", "--from", url)).isZero();
      assertThat(said())
          .contains("data      \\u{1b}]0;owned\\u{7}\\u{1b}[2Jdata\\u{a}owner  0000\n")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void nothing_stored_and_nobody_there_are_the_networks_no() throws Exception {
    String gone;
    try (DhtServer server = server()) {
      gone = server.local().toString();
      assertThatThrownBy(
              () -> run(new VerifyCommand(shell), "k", "--from", "http://" + gone(server)))
          .hasMessage("nothing is stored under 'k'");
    }
    assertThatThrownBy(() -> run(new VerifyCommand(shell), "k", "--from", gone))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.NO))
        .hasMessageStartingWith("no answer from " + gone);
  }

  @Test
  void wrong_arguments_are_named() {
    assertWrong("--key: ", new SignCommand(shell), "k", "v", "--key", "00");
    assertWrong("--mode: 'x'", new SignCommand(shell), "k", "v", "--key", PRIVATE, "--mode", "x");
    assertWrong("DATA: ", new SignCommand(shell), "k", "", "--key", PRIVATE);
    assertWrong("DATA: ", new SignCommand(shell), "k", "x".repeat(8_000), "--key", PRIVATE);
    assertWrong("KEY: ", new SignCommand(shell), "", "v", "--key", PRIVATE);
    assertWrong(
        "--expires: 'x'", new SignCommand(shell), "k", "v", "--key", PRIVATE, "--expires", "x");
    assertWrong(
        "--from: '127.0.0.1:99999'", new VerifyCommand(shell), "k", "--from", "127.0.0.1:99999");
    assertWrong("--from: 'ftp://x'", new VerifyCommand(shell), "k", "--from", "ftp://x");
  }

  @Test
  void times_are_spans_from_now_or_unix_seconds() throws Exception {
    var _ = run(new SignCommand(shell), "k", "v", "--key", PRIVATE, "--expires", "1900000000");
    assertThat(said()).contains("\"exp_time\": 1900000000");

    var _ =
        run(
            new SignCommand(shell),
            "k",
            "v",
            "--key",
            PRIVATE,
            "--expires",
            "30d",
            "--mode",
            "controlled");
    assertThat(said()).contains("CONTROLLED").containsPattern("\"exp_time\": [0-9]{10,}");
  }

  private static String gone(DhtServer server) {
    return server.local().toString();
  }

  private static void assertWrong(String words, Callable<Integer> command, String... arguments) {
    assertThatThrownBy(() -> run(command, arguments))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.USAGE))
        .hasMessageStartingWith(words);
  }

  private static int run(Callable<Integer> command, String... arguments) throws Exception {
    CommandLine.ParseResult parsed = new CommandLine(command).parseArgs(arguments);
    assertThat(parsed.errors()).isEmpty();
    return command.call();
  }

  private String said() {
    String said = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return said;
  }

  private static DhtServer server() throws Exception {
    return DhtServer.open(new HostPort("127.0.0.1", 0), new DhtApi(new RememberedValues()));
  }
}
