package dev.kith.core.io;

import java.io.IOException;
import java.nio.file.Path;

/// Says that a data folder belongs to another running node.
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  FolderInUseException(Path folder, String owner) {
    super("the data folder " + folder + " is in use by " + owner);
  }
}
