package dev.kith.node.mainline;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.FoundNodes;
import dev.kith.mainline.Mainline;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith mainline find-node`: the nodes nearest to an id.
@Command(
    name = "find-node",
    description = "Finds the nodes nearest to an id, nearest first.",
    footer = {
      "",
      "Example:",
      "  kith mainline find-node 0123456789abcdef0123456789abcdef01234567 \\",
      "      --bootstrap 127.0.0.1:6881"
    })
final class FindNodeCommand extends MainlineCommand {
  @Parameters(paramLabel = "TARGET", description = "The id: 40 hex digits.", converter = Ids.class)
  private NodeId target = Ids.NONE;

  FindNodeCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void ask(Mainline node) {
    FoundNodes found = await(node.findNodes(target));
    for (Contact contact : found.nearest()) {
      shell().output().row(Fields.of("id", contact.id()).and("endpoint", contact.endpoint()));
    }
    shell()
        .output()
        .summary(
            with(Fields.of("nodes", found.nearest().size()), found.counts()),
            many(found.nearest().size(), "node") + " (" + words(found.counts()) + ")");
    if (found.nearest().isEmpty()) {
      throw Failure.network("no node answered");
    }
  }
}
