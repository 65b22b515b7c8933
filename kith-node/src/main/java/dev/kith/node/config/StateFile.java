package dev.kith.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file in which a node keeps what it has to know to come back.
public final class StateFile {
  private StateFile() {}

  /// Refuses `file` if there is something that cannot be read as one; there may be nothing.
  ///
  /// @throws IOException that names it, fit for a person
  public static void check(Path file) throws IOException {
    if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      throw new IOException(file + ": expected a file of saved state; remove it to start afresh");
    }
  }
}
