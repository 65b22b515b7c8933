package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BString;
import dev.kith.mainline.item.Item;
import dev.kith.mainline.item.MutableItem;
import dev.kith.node.cli.Shell;
import dev.kith.node.output.Fields;

/// A stored item as it is shown.
final class ItemFields {
  private ItemFields() {}

  /// The item found at `target`. A value that is no string is shown as its bencoded form in hex,
  /// the way `put --bencoded` takes it.
  static Fields of(NodeId target, Item item, Shell shell) {
    Fields fields = Fields.of("target", target);
    if (item.value() instanceof BString(Bytes text)) {
      fields.and("value", shell.show(text));
    } else {
      fields.and("value", "0x" + item.encoded()).and("bencoded", true);
    }
    if (item instanceof MutableItem mutable) {
      fields.and("seq", mutable.seq()).and("publicKey", mutable.publicKey());
      if (!mutable.salt().isEmpty()) {
        fields.and("salt", shell.show(mutable.salt()));
      }
    }
    return fields;
  }
}
