package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.ExplainedField;
import dev.kith.kv.wire.PacketExplainer;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.DecodeCommand;
import java.util.List;
import picocli.CommandLine.Command;

/// `kith decode kv`: one datagram, field by field.
@Command(
    name = "kv",
    description =
        "Explains a datagram of rpcudp: where each field is, what it holds, what it says.",
    footer = {
      "",
      "Example:",
      "  kith decode kv 000b3ed5146ee5963c514f42a1de0ab8cca0ba319292a47374756e90"
    })
final class DecodeKv extends DecodeCommand {
  DecodeKv(Shell shell) {
    super(shell, "rpcudp");
  }

  @Override
  protected List<ExplainedField> explain(Bytes bytes) {
    return PacketExplainer.explain(bytes);
  }
}
