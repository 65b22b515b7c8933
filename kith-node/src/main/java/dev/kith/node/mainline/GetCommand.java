package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.Mainline;
import dev.kith.mainline.Retrieved;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.ItemTarget;
import dev.kith.mainline.item.MutableItem;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import dev.kith.node.client.Ids;
import dev.kith.node.text.Hex;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kith mainline get`: a stored value, by its hash or by its author's key (BEP 44).
@Command(
    name = "get",
    description = "Gets a stored value: by its target, or the newest of a public key.",
    footer = {
      "",
      "Examples:",
      "  kith mainline get 0123456789abcdef0123456789abcdef01234567 --bootstrap 127.0.0.1:6881",
      "  kith mainline get --public-key 8543… --salt news --bootstrap 127.0.0.1:6881"
    })
final class GetCommand extends MainlineCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "TARGET",
      description = "Where the value is stored, as put says: 40 hex digits.",
      converter = Ids.class)
  private @Nullable NodeId target;

  @Option(
      names = "--public-key",
      paramLabel = "HEX",
      description = "The author of a mutable value: 64 hex digits.")
  private @Nullable String publicKey;

  @Option(names = "--salt", paramLabel = "S", description = "The salt it was stored with.")
  private @Nullable String salt;

  private Bytes author = Bytes.EMPTY;
  private Bytes salted = Bytes.EMPTY;

  GetCommand(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() {
    if ((target == null) == (publicKey == null)) {
      throw Failure.usage(
          target == null
              ? "missing TARGET: expected 40 hex digits, or --public-key"
              : "--public-key: expected it or TARGET, not both");
    }
    String given = publicKey;
    if (given != null) {
      author = Checked.of("--public-key", () -> Hex.parse(given, MutableItem.KEY_BYTES));
    }
    salted = Salts.parse(shell(), salt);
  }

  @Override
  protected void ask(Mainline node) {
    if (target == null) {
      show(ItemTarget.mutable(author, salted), await(node.get(author, salted)));
    } else {
      show(target, await(node.find(target, salted)));
    }
  }

  private void show(NodeId place, Retrieved<? extends Item> found) {
    Item item = found.item().orElseThrow(() -> nothing(place, found));
    shell().output().record(ItemFields.of(place, item, shell()).and("copies", found.copies()));
  }

  private static Failure nothing(NodeId target, Retrieved<? extends Item> found) {
    if (found.counts().answered() == 0) {
      return Failure.network("no node answered");
    }
    return Failure.network(
        "nothing found at %s (%s answered%s)"
            .formatted(
                target,
                many(found.counts().answered(), "node"),
                found.invalid() == 0 ? "" : ", " + found.invalid() + " with something invalid"));
  }
}
