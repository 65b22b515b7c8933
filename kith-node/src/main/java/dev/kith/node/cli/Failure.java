package dev.kith.node.cli;

import org.jspecify.annotations.Nullable;

/// Ends a command with an exit code and one line for a person, which names the value at fault and
/// what was expected.
public final class Failure extends RuntimeException {
  private final int exit;

  private Failure(int exit, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.exit = exit;
  }

  /// The network said no.
  public static Failure network(String line) {
    return new Failure(Exit.NO, line, null);
  }

  /// The command line is wrong.
  public static Failure usage(String line) {
    return new Failure(Exit.USAGE, line, null);
  }

  /// The program could not start.
  public static Failure start(String line, @Nullable Throwable cause) {
    return new Failure(Exit.START, line, cause);
  }

  /// One of [Exit]'s codes.
  public int exit() {
    return exit;
  }

  /// The line.
  public String line() {
    return String.valueOf(getMessage());
  }
}
