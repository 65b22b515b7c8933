package dev.kith.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The claim of one process to a data folder. It ends with the process, however that ends. The file
/// `.lock` stays behind and means nothing by itself.
public final class FolderLock implements AutoCloseable {
  private static final String FILE = ".lock";
  // Past the text, so that a system which forbids reading what is locked still shows the owner.
  private static final long LOCKED_AT = 1L << 32;
  private static final int MAX_OWNER_BYTES = 64;

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Claims `folder`, making it if it is not there.
  ///
  /// @throws FolderInUseException if another process, or another node of this one, has it
  /// @throws IOException if it cannot be made or written to; the message names it and says why
  public static FolderLock take(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException cannot) {
      throw new IOException("cannot create the data folder " + folder + reason(cannot), cannot);
    }
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException cannot) {
      throw new IOException("cannot write to the data folder " + folder + reason(cannot), cannot);
    }
    try {
      claim(folder, channel);
      return new FolderLock(channel);
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  private static void claim(Path folder, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_AT, 1, false);
    } catch (OverlappingFileLockException ours) {
      throw new FolderInUseException(folder, "another node of this process");
    }
    if (lock == null) {
      throw new FolderInUseException(folder, "process " + owner(channel));
    }
    String owner = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MAX_OWNER_BYTES);
    channel.read(text, 0);
    String owner = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return owner.isEmpty() || !owner.chars().allMatch(Character::isDigit) ? "unknown" : owner;
  }

  /// The platform's exceptions often have the path for a message, and the reason in their name.
  private static String reason(IOException failure) {
    String reason =
        switch (failure) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "a folder above it is not there";
          case FileSystemException known -> known.getReason();
          default -> failure.getMessage();
        };
    return ": " + (reason == null ? failure.getClass().getSimpleName() : reason);
  }

  /// Gives the folder up. Idempotent.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
