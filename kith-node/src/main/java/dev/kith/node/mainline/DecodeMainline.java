package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.mainline.wire.PacketExplainer;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.DecodeCommand;
import java.util.List;
import picocli.CommandLine.Command;

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
final class DecodeMainline extends DecodeCommand {
  DecodeMainline(Shell shell) {
    super(shell, "KRPC");
  }

  @Override
  protected List<ExplainedField> explain(Bytes bytes) {
    return PacketExplainer.explain(bytes);
  }
}
