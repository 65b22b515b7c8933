package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.item.MutableItem;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import dev.kith.node.client.Checked;
import org.jspecify.annotations.Nullable;

/// Salts as typed (BEP 44).
final class Salts {
  private Salts() {}

  /// The bytes of a salt; empty if none was given.
  static Bytes parse(Shell shell, @Nullable String text) {
    Bytes salt = text == null ? Bytes.EMPTY : Checked.of("--salt", () -> shell.value(text));
    if (salt.length() > MutableItem.MAX_SALT_BYTES) {
      throw Failure.usage(
          "--salt: '%s': %d bytes: expected at most %d"
              .formatted(text, salt.length(), MutableItem.MAX_SALT_BYTES));
    }
    return salt;
  }
}
