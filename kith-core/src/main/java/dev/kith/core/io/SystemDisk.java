package dev.kith.core.io;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The files of one folder, which it holds locked. Operations happen one after the other on a
/// thread of its own that exists only while there are any; callbacks go to the loop.
///
/// A write makes the content durable under another name, then renames it and makes the folder
/// durable, so that a crash at any point leaves the old content or the new.
final class SystemDisk implements Disk, AutoCloseable {
  /// The largest file that is read, in bytes.
  static final long MAX_FILE_BYTES = 256L << 20;

  /// How many operations may wait; beyond it they fail at once.
  static final int MAX_PENDING = 1024;

  private final Path folder;
  private final FolderLock lock;
  private final Executor loop;
  private final ThreadPoolExecutor worker;

  /// The disk at `folder`, with callbacks on `loop`, which must refuse none until this is closed:
  /// nobody else could run them.
  ///
  /// @throws IOException if the folder cannot be used; see [FolderLock#take]
  SystemDisk(Path folder, Executor loop) throws IOException {
    this.folder = folder;
    this.lock = FolderLock.take(folder);
    this.loop = loop;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_PENDING),
            Thread.ofPlatform().daemon().name("kith-disk").factory());
    worker.allowCoreThreadTimeOut(true);
  }

  @Override
  public void read(String name, Callback<@Nullable Bytes> done) {
    Path file = folder.resolve(FileNames.checked(name));
    perform(() -> readNow(file), done);
  }

  @Override
  public void write(String name, Bytes content, Callback<@Nullable Void> done) {
    Path file = folder.resolve(FileNames.checked(name));
    perform(() -> writeNow(file, content), done);
  }

  /// Completes what was asked for, then gives the folder up. Waits for it. Idempotent.
  @Override
  public void close() {
    worker.shutdown();
    boolean interrupted = false;
    while (!worker.isTerminated()) {
      try {
        boolean _ = worker.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException notNow) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      lock.close();
    } catch (IOException nothingToSave) {
      // The lock ends with the process at the latest.
    }
  }

  private <T extends @Nullable Object> void perform(Operation<T> operation, Callback<T> done) {
    try {
      worker.execute(() -> loop.execute(outcome(operation, done)));
    } catch (RejectedExecutionException refused) {
      String why = worker.isShutdown() ? "the disk has closed" : "the disk is too far behind";
      loop.execute(() -> done.failed(new IOException(why)));
    }
  }

  private static <T extends @Nullable Object> Runnable outcome(
      Operation<T> operation, Callback<T> done) {
    try {
      T result = operation.run();
      return () -> done.done(result);
    } catch (IOException failed) {
      return () -> done.failed(failed);
    } catch (RuntimeException | Error broken) {
      return () -> done.failed(new IOException(broken));
    }
  }

  private static @Nullable Bytes readNow(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > MAX_FILE_BYTES) {
        throw new IOException(file + " is too large: " + size + " bytes");
      }
      ByteBuffer content = ByteBuffer.allocate((int) size);
      while (content.hasRemaining()) {
        if (channel.read(content) < 0) {
          throw new IOException(file + " became shorter while it was read");
        }
      }
      return Bytes.wrap(content.array());
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private @Nullable Void writeNow(Path file, Bytes content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + FileNames.UNFINISHED);
    try {
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content.toArray());
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
    syncFolder();
    return null;
  }

  /// Makes a rename durable, where the system has that notion.
  private void syncFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// Something to be done to a file.
  private interface Operation<T extends @Nullable Object> {
    T run() throws IOException;
  }
}
