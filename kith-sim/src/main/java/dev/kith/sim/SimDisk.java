package dev.kith.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import dev.kith.sim.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The disk of one host: what is durable survives a crash, and a scenario may make it fail.
public final class SimDisk {
  private final SimHost host;
  private final RandomGenerator random;
  private final Map<String, Bytes> files = new TreeMap<>();
  private final List<Write> underWay = new ArrayList<>();
  private Duration writeTime = Duration.ofMillis(3);
  private Duration readTime = Duration.ofMillis(1);
  private double readFailures;
  private double writeFailures;
  private boolean full;
  private long busyUntil;

  SimDisk(SimHost host) {
    this.host = host;
    this.random = host.weather();
  }

  /// Lets a share of reads and of writes fail, 0 to 1 each.
  public void fail(double reads, double writes) {
    readFailures = Link.requireShare("reads", reads);
    writeFailures = Link.requireShare("writes", writes);
  }

  /// Makes the disk full, so that every write fails, or not.
  public void full(boolean isFull) {
    full = isFull;
  }

  /// How long a read and a write take.
  public void pace(Duration read, Duration write) {
    readTime = read;
    writeTime = write;
  }

  /// The names of the files, in order.
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /// What is durably in the file `name`; `null` if there is none.
  public @Nullable Bytes content(String name) {
    return files.get(name);
  }

  /// Puts a file there, or replaces it: to prepare or to corrupt one.
  public void put(String name, Bytes content) {
    files.put(name, content.compact());
  }

  /// Removes the file `name`.
  public void delete(String name) {
    files.remove(name);
  }

  Disk seenBy(SimLoop loop) {
    return new View(loop);
  }

  /// Writes under way at a crash happened or did not; of one name, a later one never without the
  /// earlier ones.
  void crash() {
    for (Write write : underWay) {
      if (!write.fails && random.nextBoolean()) {
        files.put(write.name, write.content);
      }
    }
    underWay.clear();
    busyUntil = 0;
  }

  private long takes(Duration time) {
    long now = host.world().now();
    busyUntil = Math.max(now, busyUntil) + time.toNanos();
    return busyUntil - now;
  }

  private record Write(String name, Bytes content, boolean fails) {}

  /// The disk as the node of one incarnation sees it.
  private final class View implements Disk {
    private final SimLoop loop;

    View(SimLoop loop) {
      this.loop = loop;
    }

    @Override
    public void read(String name, Callback<@Nullable Bytes> done) {
      boolean fails = readFailures > 0 && random.nextDouble() < readFailures;
      loop.after(
          takes(readTime),
          () -> {
            if (fails) {
              done.failed(new IOException("simulated failure to read " + name));
            } else {
              done.done(files.get(name));
            }
          });
    }

    @Override
    public void write(String name, Bytes content, Callback<@Nullable Void> done) {
      boolean fails = full || writeFailures > 0 && random.nextDouble() < writeFailures;
      Write write = new Write(name, content.compact(), fails);
      if (!loop.isOpen()) {
        return;
      }
      underWay.add(write);
      loop.after(
          takes(writeTime),
          () -> {
            underWay.remove(write);
            if (fails) {
              done.failed(
                  new IOException(
                      full ? "No space left on device" : "simulated failure to write " + name));
            } else {
              files.put(name, write.content);
              done.done(null);
            }
          });
    }
  }
}
