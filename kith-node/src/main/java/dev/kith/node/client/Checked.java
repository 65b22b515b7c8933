package dev.kith.node.client;

import dev.kith.node.cli.Failure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks of what was typed, beyond its form.
public final class Checked {
  private Checked() {}

  /// What `parse` makes of the argument called `name`.
  public static <T> T of(String name, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException bad) {
      throw Failure.usage(name + ": " + bad.getMessage());
    }
  }

  /// Refuses options, given as name and value in turn, that mean nothing without `needed`.
  public static void onlyWith(String needed, @Nullable Object... options) {
    for (int i = 0; i < options.length; i += 2) {
      if (options[i + 1] != null) {
        throw Failure.usage(
            options[i] + ": '" + options[i + 1] + "': expected " + needed + " beside it");
      }
    }
  }

  /// Refuses a number below zero.
  public static void notNegative(String name, @Nullable Long number) {
    if (number != null && number < 0) {
      throw Failure.usage(name + ": '" + number + "': expected a whole number from 0 on");
    }
  }
}
