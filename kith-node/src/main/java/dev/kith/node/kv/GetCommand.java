package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.Found;
import dev.kith.kv.KvKey;
import dev.kith.kv.KvNode;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith kv get`: the value of a key.
@Command(
    name = "get",
    description = "Gets the value of a key, and its type.",
    footer = {"", "Example:", "  kith kv get colour --bootstrap 127.0.0.1:5678"})
final class GetCommand extends KvCommand {
  @Parameters(paramLabel = "KEY", description = "Text, or bytes in hex after 0x.")
  private String key = "";

  private Bytes keyBytes = Bytes.EMPTY;

  GetCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    keyBytes = Checked.of("KEY", () -> shell().value(key));
  }

  @Override
  protected void ask(KvNode node) {
    join(node);
    NodeId digest = KvKey.of(keyBytes);
    Found found = await(node.getDigest(digest));
    MsgValue value =
        found
            .value()
            .orElseThrow(
                () ->
                    Failure.network(
                        found.lookup().answered() == 0
                            ? "no node answered"
                            : "nothing found for '%s' (%s answered)"
                                .formatted(key, many(found.lookup().answered(), "node"))));
    Fields fields = TypedValues.show(shell(), Fields.of("key", key), value);
    shell().output().record(fields.and("digest", digest).and("holders", found.holders()));
  }
}
