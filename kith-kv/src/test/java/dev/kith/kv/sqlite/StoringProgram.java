package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoreOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;

/// A program that stores values without end, eight in flight, and prints the number of each one
/// that is acknowledged: to be killed.
final class StoringProgram {
  private static final long LATER = Long.MAX_VALUE / 4;
  private static final int IN_FLIGHT = 8;
  private static final int KEYS = 500;

  private StoringProgram() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true);
    HandCrankedLoop loop = new HandCrankedLoop();
    int[] next = {Integer.parseInt(arguments[1])};
    int[] inFlight = {0};
    try (SqliteStore store =
        new SqliteStorage(Path.of(arguments[0]), StoreWatcher.NONE)
            .open(key(0), StoreOptions.DEFAULT, loop)) {
      while (true) {
        while (inFlight[0] < IN_FLIGHT) {
          int number = next[0]++;
          inFlight[0]++;
          store.put(
              loop.now,
              key(number % KEYS),
              value(number),
              LATER,
              Copy.PRIMARY,
              outcome -> {
                inFlight[0]--;
                out.println(outcome instanceof PutOutcome.Stored ? number : outcome);
              });
        }
        int before = inFlight[0];
        loop.runUntil(() -> inFlight[0] < before);
      }
    }
  }

  /// Values go round over some keys, so that rows are replaced as well as added.
  static NodeId key(int number) {
    byte[] bytes = new byte[20];
    new Random(number).nextBytes(bytes);
    return NodeId.copyOf(bytes);
  }

  /// The number, and as many bytes as it takes for rows of several pages.
  static MsgValue value(int number) {
    return MsgValue.Array.of(
        MsgValue.Int.of(number), new MsgValue.Bin(Bytes.wrap(new byte[number * 37 % 8_000])));
  }

  /// The number that [#value] was made of.
  static int number(MsgValue value) {
    MsgValue first = ((MsgValue.Array) value).items().getFirst();
    int number = Math.toIntExact(((MsgValue.Int) first).bits());
    if (!value.equals(value(number))) {
      throw new AssertionError("not the value that was stored: " + number);
    }
    return number;
  }

  static int keys() {
    return KEYS;
  }
}
