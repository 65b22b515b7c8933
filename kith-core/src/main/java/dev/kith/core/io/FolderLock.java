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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The claim of one process to a data folder. It ends with the process, however that ends. The file
/// `.lock` stays behind and means nothing by itself.
public final class FolderLock implements AutoCloseable {
  private static final String FILE = ".lock";
  // Past the text, so that a system which forbids reading what is locked still shows the owner.
  private static final long LOCKED_AT = 1L << 32;
  private static final int MAX_OWNER_BYTES = 64;

  // What this process has claimed. Whether another node of it has a folder must be known before the
  // file is opened: on POSIX systems closing any channel to a file ends all locks that the process
  // has on it.
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path place;
  private final FileChannel channel;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private FolderLock(Path place, FileChannel channel) {
    this.place = place;
    this.channel = channel;
  }

  /// Claims `folder`, making it if it is not there. For any thread.
  ///
  /// @throws FolderInUseException if another process, or another node of this one, has it
  /// @throws IOException if it cannot be made or written to; the message names it and says why
  public static FolderLock take(Path folder) throws IOException {
    Path place = make(folder);
    if (!CLAIMED.add(place)) {
      throw new FolderInUseException(folder, "another node of this process");
    }
    try {
      return new FolderLock(place, claim(folder));
    } catch (Throwable refused) {
      CLAIMED.remove(place);
      throw refused;
    }
  }

  /// Answers the one name of the folder, however it is written.
  private static Path make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      return folder.toRealPath();
    } catch (IOException cannot) {
      throw new IOException("cannot create the data folder " + folder + reason(cannot), cannot);
    }
  }

  private static FileChannel claim(Path folder) throws IOException {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        claim(folder, channel);
        return channel;
      } catch (Throwable refused) {
        channel.close();
        throw refused;
      }
    } catch (FolderInUseException refused) {
      throw refused;
    } catch (IOException cannot) {
      throw new IOException("cannot write to the data folder " + folder + reason(cannot), cannot);
    }
  }

  private static void claim(Path folder, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock(LOCKED_AT, 1, false);
    } catch (OverlappingFileLockException mountedTwice) {
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
    if (open.compareAndSet(true, false)) {
      try {
        channel.close();
      } finally {
        CLAIMED.remove(place); // not before the file is closed, see there
      }
    }
  }
}
