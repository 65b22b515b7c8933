package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.wire.ExplainedField;
import dev.kith.mainline.wire.PacketExplainer;
import dev.kith.node.cli.Exit;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;
import dev.kith.node.text.Hex;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith decode mainline`: one datagram, field by field.
@Command(
    name = "mainline",
    description = "Explains a KRPC datagram: where each field is, what it holds, what it says.",
    footer = {
      "",
      "Example:",
      "  kith decode mainline 64313a6164323a696432303a6162636465666768696a303132333435363738"
          + "3965313a71343a70696e67313a74323a6161313a79313a7165"
    })
final class DecodeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "HEX",
      description = "The datagram, in hex.",
      converter = Datagrams.class)
  private Bytes datagram = Bytes.EMPTY;

  private final Shell shell;

  DecodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<ExplainedField> lines = PacketExplainer.explain(datagram);
    for (ExplainedField line : lines) {
      shell
          .output()
          .row(
              Fields.of("offset", line.offset())
                  .and("field", line.field())
                  .and("value", line.value())
                  .and("meaning", line.meaning()));
    }
    ExplainedField last = lines.getLast();
    if (last.meaning().startsWith("malformed")) {
      throw Failure.network("not a KRPC message: " + last.meaning() + " at byte " + last.offset());
    }
    return Exit.DONE;
  }

  /// Reads datagrams.
  static final class Datagrams implements picocli.CommandLine.ITypeConverter<Bytes> {
    @Override
    public Bytes convert(String text) {
      return Hex.parse(text.replaceAll("\\s", ""));
    }
  }
}
