package dev.kith.node.kv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner may read. They are durable when a call returns.
final class SecretFile {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private SecretFile() {}

  /// Makes `file` with `content`; leaves none behind if it cannot.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one
  static void create(Path file, String content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, ownersOnly(file.getFileSystem()))) {
      try {
        ByteBuffer rest = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      } catch (IOException failed) {
        Files.deleteIfExists(file);
        throw failed;
      }
    }
    syncFolderOf(file);
  }

  /// Makes a rename or a new name durable, where the system has that notion.
  static void syncFolderOf(Path file) throws IOException {
    if (isPosix(file.getFileSystem())) {
      try (FileChannel folder =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private static FileAttribute<?>[] ownersOnly(FileSystem system) {
    return isPosix(system)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(FileSystem system) {
    return system.supportedFileAttributeViews().contains("posix");
  }
}
