package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoreOptions;
import dev.kith.testkit.Heap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long a store of 100,000 values takes to write and to open, and what it takes in memory. The
/// figures are printed, and read by people.
final class LargeStoreTest {
  private static final int VALUES = 100_000;
  private static final int VALUE_BYTES = 200;

  @TempDir private Path folder;
  private final HandCrankedLoop loop = new HandCrankedLoop();

  @Tag("soak")
  @Test
  void a_hundred_thousand_values_are_there_when_the_store_is_opened_again() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    MsgValue value = new MsgValue.Bin(Bytes.wrap(new byte[VALUE_BYTES]));
    int[] stored = {0};
    long writing = System.nanoTime();
    try (SqliteStore store = open()) {
      for (int i = 0; i < VALUES; i++) {
        NodeId key = NodeId.random(20, random);
        store.put(
            loop.now,
            key,
            value,
            Long.MAX_VALUE / 4,
            Copy.PRIMARY,
            outcome -> stored[0] += outcome instanceof PutOutcome.Stored ? 1 : 0);
        int begun = i + 1;
        loop.runUntil(() -> begun - stored[0] < 1_000);
      }
      loop.runUntil(() -> stored[0] == VALUES);
    }
    long written = System.nanoTime();
    long before = Heap.used();

    long opening = System.nanoTime();
    try (SqliteStore store = open()) {
      long opened = System.nanoTime();

      assertThat(store.size()).isEqualTo(VALUES);
      assertThat(store.corrupt()).isZero();
      System.out.printf(
          "%,d durable puts a second, 1,000 in flight; opened in %d ms;"
              + " %d bytes a value of %d beside it%n",
          VALUES * 1_000_000_000L / (written - writing),
          (opened - opening) / 1_000_000,
          (Heap.used() - before) / VALUES - VALUE_BYTES,
          VALUE_BYTES);
    }
  }

  private SqliteStore open() throws IOException {
    return new SqliteStorage(folder.resolve("values.db"), StoreWatcher.NONE)
        .open(StoringProgram.key(0), StoreOptions.DEFAULT, loop);
  }
}
