package dev.kith.node.client;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import dev.kith.node.text.Hex;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;

/// What the commands of `kith decode` have in common: one datagram, field by field.
public abstract class DecodeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "HEX",
      description = "The datagram, in hex.",
      converter = Datagrams.class)
  private Bytes datagram = Bytes.EMPTY;

  private final Shell shell;
  private final String protocol;

  /// A command that explains messages of `protocol`.
  protected DecodeCommand(Shell shell, String protocol) {
    this.shell = shell;
    this.protocol = protocol;
  }

  /// The explanation of a datagram.
  protected abstract List<ExplainedField> explain(Bytes bytes);

  @Override
  public final Integer call() {
    List<ExplainedField> lines = explain(datagram);
    shell.output().rows(lines.stream().map(DecodeCommand::fields).toList());
    ExplainedField last = lines.getLast();
    if (last.meaning().startsWith("malformed")) {
      throw Failure.network(
          "not a %s message: %s at byte %d".formatted(protocol, last.meaning(), last.offset()));
    }
    return Exit.DONE;
  }

  private static Fields fields(ExplainedField line) {
    return Fields.of("offset", line.offset())
        .and("field", line.field())
        .and("value", line.value())
        .and("meaning", line.meaning());
  }

  /// Reads datagrams.
  static final class Datagrams implements ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String text) {
      return Hex.parse(text.replaceAll("\\s", ""));
    }
  }
}
