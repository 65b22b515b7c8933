package dev.kith.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds out whether a standard stream is a terminal. The platform's console answers only for all
/// streams together, and takes longer than most commands.
final class Terminal {
  private Terminal() {}

  /// Whether file descriptor `number` is a terminal; false where the system has no way to tell.
  static boolean is(int number) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }
}
