package dev.kith.core.io;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A disk that keeps nothing: what is written can be read until the program ends. For one loop's
/// thread.
public final class MemoryDisk implements Disk {
  /// How many files it holds; a write of another one fails.
  public static final int MAX_FILES = 1024;

  private final Map<String, Bytes> files = new HashMap<>();
  private final Executor loop;

  /// An empty disk whose callbacks run on `loop`.
  public MemoryDisk(Executor loop) {
    this.loop = loop;
  }

  @Override
  public void read(String name, Callback<@Nullable Bytes> done) {
    Bytes content = files.get(FileNames.checked(name));
    loop.execute(() -> done.done(content));
  }

  @Override
  public void write(String name, Bytes content, Callback<@Nullable Void> done) {
    if (files.size() >= MAX_FILES && !files.containsKey(FileNames.checked(name))) {
      loop.execute(() -> done.failed(new IOException("the disk in memory is full")));
      return;
    }
    files.put(FileNames.checked(name), content.compact());
    loop.execute(() -> done.done(null));
  }
}
