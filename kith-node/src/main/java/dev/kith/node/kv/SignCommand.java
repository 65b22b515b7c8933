package dev.kith.node.kv;

import dev.kith.core.id.NodeId;
import dev.kith.kv.client.KvHttpClient;
import dev.kith.kv.client.Posted;
import dev.kith.kv.crypto.SigningKey;
import dev.kith.kv.signed.PersistMode;
import dev.kith.kv.signed.SignedText;
import dev.kith.kv.signed.SignedValue;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.output.Fields;
import dev.kith.node.text.Durations;
import dev.kith.node.text.PrivateKeys;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith kv sign`: signs a value for a key, and prints the body to post, or posts it.
@Command(
    name = "sign",
    description = "Signs DATA for KEY and prints the body to POST to /dht/KEY, or posts it.",
    footer = {
      "",
      "Examples:",
      "  kith kv sign greeting 'hello kith' --key key.hex",
      "  kith kv sign greeting 'hello kith' --key key.hex --post http://127.0.0.1:8080"
    })
final class SignCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KEY", description = "What the value is stored under: text.")
  private String key = "";

  @Parameters(paramLabel = "DATA", description = "The value: text.")
  private String data = "";

  @Option(
      names = "--key",
      paramLabel = "HEX32|FILE",
      required = true,
      description = "The owner's private key; kith kv keygen makes one.")
  private String owner = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "secured: only you replace it (default). controlled: beside others' values.")
  private String mode = PersistMode.SECURED.name();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "Until when the value may be written: from now on, such as 30d, or Unix time.")
  private @Nullable String expires;

  @Option(
      names = "--post",
      paramLabel = "URL",
      description = "Post the value to this node's HTTP interface.")
  private @Nullable String post;

  private final Shell shell;

  SignCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    SignedValue value = value();
    if (post == null) {
      // JSON in both kinds of output: it is the body itself that is wanted.
      shell.out().println(value.text());
      return Exit.DONE;
    }
    try (KvHttpClient client = HttpOption.client(shell, "--post", post)) {
      report(HttpOption.await(post, client.post(key, value)));
    }
    return Exit.DONE;
  }

  private SignedValue value() {
    if (key.isEmpty()) {
      throw Failure.usage("KEY: '': expected text");
    }
    SigningKey signer = Checked.of("--key", () -> SigningKey.of(PrivateKeys.parse(owner)));
    NodeId digest = Checked.of("KEY", () -> SignedText.digestOf(key));
    OptionalLong expTime = Checked.of("--expires", this::expTime);
    PersistMode wanted = mode();
    SignedValue value =
        Checked.of("DATA", () -> SignedValue.sign(signer, digest, data, wanted, expTime));
    if (value.text().length() > SignedValue.MAX_TEXT_BYTES) {
      throw Failure.usage(
          "DATA: the body has %d bytes: expected at most %d"
              .formatted(value.text().length(), SignedValue.MAX_TEXT_BYTES));
    }
    return value;
  }

  private PersistMode mode() {
    return PersistMode.named(mode.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> Failure.usage("--mode: '" + mode + "': expected secured or controlled"));
  }

  private OptionalLong expTime() {
    if (expires == null) {
      return OptionalLong.empty();
    }
    if (expires.matches("\\d{1,18}")) {
      return OptionalLong.of(Long.parseLong(expires));
    }
    Duration ahead;
    try {
      ahead = Durations.parse(expires);
    } catch (IllegalArgumentException neither) {
      throw new IllegalArgumentException(neither.getMessage() + ", or a Unix time", neither);
    }
    return OptionalLong.of(System.currentTimeMillis() / 1000 + ahead.toSeconds());
  }

  private void report(Posted posted) {
    switch (posted) {
      case Posted.Accepted accepted -> {
        Fields fields = Fields.of("key", key);
        if (accepted.stored().isPresent()) {
          fields = fields.and("stored", accepted.stored().getAsInt());
        }
        if (accepted.asked().isPresent()) {
          fields = fields.and("asked", accepted.asked().getAsInt());
        }
        shell.output().record(fields);
        if (accepted.stored().orElse(1) == 0) {
          throw Failure.network("no node stored the value for '" + key + "'");
        }
      }
      case Posted.Refused(int status, String reason) ->
          throw Failure.network("the node refused the value: " + status + ", " + reason);
    }
  }
}
