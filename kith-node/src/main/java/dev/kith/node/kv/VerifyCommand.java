package dev.kith.node.kv;

import dev.kith.kv.client.Answered;
import dev.kith.kv.client.KvHttpClient;
import dev.kith.kv.signed.SignedValue;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith kv verify`: reads a key over HTTP and checks every signature.
@Command(
    name = "verify",
    description = "Reads the signed values of KEY from a node and checks every signature.",
    footer = {"", "Example:", "  kith kv verify greeting --from http://127.0.0.1:8080"})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "KEY", description = "What the value is stored under: text.")
  private String key = "";

  @Option(
      names = "--from",
      paramLabel = "URL",
      required = true,
      description = "The HTTP interface of the node to ask.")
  private String from = "";

  private final Shell shell;

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (key.isEmpty()) {
      throw Failure.usage("KEY: '': expected text");
    }
    try (KvHttpClient client = HttpOption.client(shell, "--from", from)) {
      report(HttpOption.await(from, client.get(key)));
    }
    return Exit.DONE;
  }

  private void report(Answered answered) {
    switch (answered) {
      case Answered.Holds holds -> {
        for (SignedValue value : holds.holding().values()) {
          shell.output().record(record(value, holds));
        }
      }
      case Answered.Absent _ -> throw Failure.network("nothing is stored under '" + key + "'");
      case Answered.Untrusted(String reason) ->
          throw Failure.network("the answer of " + from + " cannot be trusted: " + reason);
      case Answered.Failed(int status, String reason) ->
          throw Failure.network(from + " gave no answer: " + status + ", " + reason);
    }
  }

  private Fields record(SignedValue value, Answered.Holds holds) {
    OptionalLong expTime = value.authorization().publicKey().expTime();
    Fields fields =
        Fields.of("key", key)
            .and("data", value.data())
            .and("owner", value.owner())
            .and("mode", value.persistMode().name())
            .andIfKnown("expTime", expTime.isPresent() ? expTime.getAsLong() : null)
            .and("node", holds.node());
    return fields
        .andIfKnown("agreeing", known(holds.agreeing()))
        .andIfKnown("answers", known(holds.answers()));
  }

  private static @Nullable Integer known(OptionalInt count) {
    return count.isPresent() ? count.getAsInt() : null;
  }
}
