package dev.kith.node.kv;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.KvKey;
import dev.kith.kv.KvNode;
import dev.kith.kv.SetReport;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.output.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith kv set`: stores a value under a key.
@Command(
    name = "set",
    description = "Stores a value under a key, on the nodes nearest to its digest.",
    footer = {
      "",
      "With --profile signed-seed the value is what `kith kv sign` prints.",
      "",
      "Examples:",
      "  kith kv set colour blue --bootstrap 127.0.0.1:5678",
      "  kith kv set answer 42 --type int --bootstrap 127.0.0.1:5678"
    })
final class SetCommand extends KvCommand {
  @Parameters(index = "0", paramLabel = "KEY", description = "Text, or bytes in hex after 0x.")
  private String key = "";

  @Parameters(
      index = "1",
      paramLabel = "VALUE",
      description = "Text, or bytes in hex after 0x, unless --type says otherwise.")
  private String value = "";

  @Option(
      names = "--type",
      paramLabel = "T",
      description = "What VALUE is: str, int, float, bool or bytes.")
  private @Nullable String type;

  private Bytes keyBytes = Bytes.EMPTY;
  private MsgValue parsed = MsgValue.Nil.NIL;

  SetCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    keyBytes = Checked.of("KEY", () -> shell().value(key));
    parsed =
        Checked.of(typed() ? "VALUE" : "--type", () -> TypedValues.parse(shell(), type, value));
  }

  private boolean typed() {
    return type == null || TypedValues.TYPES.contains(type);
  }

  @Override
  protected void ask(KvNode node) {
    join(node);
    NodeId digest = KvKey.of(keyBytes);
    SetReport report = await(Checked.of("VALUE", () -> node.setDigest(digest, parsed)));
    shell()
        .output()
        .record(
            Fields.of("key", key)
                .and("digest", digest)
                .and("stored", report.stored())
                .and("refused", report.refused())
                .and("silent", report.silent()));
    if (report.stored() == 0) {
      throw Failure.network(
          report.asked() == 0
              ? "nothing stored: no node answered"
              : "nothing stored: of %d nodes asked, %d refused and %d did not answer%s"
                  .formatted(
                      report.asked(),
                      report.refused(),
                      report.silent(),
                      report.silent() == report.asked() ? signedPerhaps() : ""));
    }
    shell()
        .output()
        .hint(
            "Get it with: %s kv get %s%s%s"
                .formatted(
                    shell().program(),
                    Shell.quoted(key),
                    profile() == KvProfile.PLAIN ? "" : " --profile " + profile(),
                    bootstrapPeers().isEmpty()
                        ? ""
                        : " --bootstrap " + bootstrapPeers().getFirst()));
  }
}
