package dev.kith.node.cli;

/// What the exit code of the program means.
public final class Exit {
  /// Done.
  public static final int DONE = 0;

  /// The network said no: not found, no reply, refused, nothing stored.
  public static final int NO = 1;

  /// The command line is wrong.
  public static final int USAGE = 2;

  /// Could not start: port taken, folder locked, bad configuration.
  public static final int START = 3;

  private Exit() {}
}
