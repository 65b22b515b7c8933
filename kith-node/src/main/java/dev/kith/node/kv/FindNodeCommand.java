package dev.kith.node.kv;

import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.kv.FoundNodes;
import dev.kith.kv.KvNode;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Ids;
import dev.kith.node.output.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kith kv find-node`: the nodes nearest to an id.
@Command(
    name = "find-node",
    description = "Finds the nodes nearest to an id, nearest first.",
    footer = {
      "",
      "Example:",
      "  kith kv find-node 0123456789abcdef0123456789abcdef01234567 --bootstrap 127.0.0.1:5678"
    })
final class FindNodeCommand extends KvCommand {
  @Parameters(paramLabel = "TARGET", description = "The id: 40 hex digits.", converter = Ids.class)
  private NodeId target = Ids.NONE;

  FindNodeCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void ask(KvNode node) {
    join(node);
    FoundNodes found = await(node.findNodes(target));
    for (Contact contact : found.contacts()) {
      shell().output().row(Fields.of("id", contact.id()).and("endpoint", contact.endpoint()));
    }
    shell()
        .output()
        .summary(
            with(Fields.of("nodes", found.contacts().size()), found.lookup()),
            many(found.contacts().size(), "node") + " (" + words(found.lookup()) + ")");
  }
}
