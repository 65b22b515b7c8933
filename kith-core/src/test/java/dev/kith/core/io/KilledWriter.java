package dev.kith.core.io;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Disk;
import java.nio.file.Path;
import java.util.Arrays;

/// A program that writes one file again and again, says the number of each version that is durable,
/// and goes on until it is killed, or until whoever started it is gone.
final class KilledWriter {
  private static final int VERSION_BYTES = 60_000;

  private KilledWriter() {}

  /// The content of a version: its number, all over.
  static Bytes version(int number) {
    byte[] content = new byte[VERSION_BYTES];
    Arrays.fill(content, (byte) number);
    return Bytes.wrap(content);
  }

  public static void main(String[] arguments) throws Exception {
    EventLoop loop = EventLoop.start(LoopOptions.builder().folder(Path.of(arguments[0])).build());
    loop.execute(() -> write(loop, 1));
    while (System.in.read() >= 0) {
      // Nobody writes.
    }
    System.exit(0);
  }

  private static void write(EventLoop loop, int number) {
    loop.disk()
        .write(
            "table",
            version(number),
            Disk.Callback.of(
                durable -> {
                  System.out.println(number);
                  System.out.flush();
                  write(loop, number + 1);
                },
                why -> System.exit(1)));
  }
}
