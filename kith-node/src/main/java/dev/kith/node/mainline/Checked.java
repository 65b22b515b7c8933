package dev.kith.node.mainline;

import dev.kith.core.bytes.Bytes;
import dev.kith.mainline.item.MutableItem;
import dev.kith.node.cli.Failure;
import dev.kith.node.cli.Shell;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks of what was typed, beyond its form.
final class Checked {
  private Checked() {}

  /// What `parse` makes of the argument called `name`.
  static <T> T of(String name, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException bad) {
      throw Failure.usage(name + ": " + bad.getMessage());
    }
  }

  /// The bytes of a salt; empty if none was given.
  static Bytes salt(Shell shell, @Nullable String text) {
    Bytes salt = text == null ? Bytes.EMPTY : of("--salt", () -> shell.value(text));
    if (salt.length() > MutableItem.MAX_SALT_BYTES) {
      throw Failure.usage(
          "--salt: '%s': %d bytes: expected at most %d"
              .formatted(text, salt.length(), MutableItem.MAX_SALT_BYTES));
    }
    return salt;
  }

  /// Refuses options, given as name and value in turn, that mean nothing without `needed`.
  static void onlyWith(String needed, @Nullable Object... options) {
    for (int i = 0; i < options.length; i += 2) {
      if (options[i + 1] != null) {
        throw Failure.usage(
            options[i] + ": '" + options[i + 1] + "': expected " + needed + " beside it");
      }
    }
  }

  /// Refuses a number below zero.
  static void notNegative(String name, @Nullable Long number) {
    if (number != null && number < 0) {
      throw Failure.usage(name + ": '" + number + "': expected a whole number from 0 on");
    }
  }
}
