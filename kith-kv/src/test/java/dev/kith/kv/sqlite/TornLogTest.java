package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.store.StoredValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts off the last write of the write-ahead log, and turns bits of it, as a loss of power may.
final class TornLogTest {
  private static final long LATER = Long.MAX_VALUE / 4;
  private static final NodeId SELF = StoringProgram.key(0);
  private static final MsgValue OLD = new MsgValue.Str("old");
  private static final MsgValue NEW = new MsgValue.Bin(Bytes.wrap(new byte[3_000]));
  private static final int ROWS = 20;

  @TempDir private Path folder;
  private final HandCrankedLoop loop = new HandCrankedLoop();

  @Test
  void a_torn_last_write_takes_nothing_with_it() throws Exception {
    tear(197);
  }

  @Tag("soak")
  @Test
  void a_last_write_torn_at_any_byte_takes_nothing_with_it() throws Exception {
    tear(1);
  }

  private void tear(int step) throws Exception {
    byte[] base;
    byte[] log;
    int whole;
    Path file = folder.resolve("values.db");
    try (SqliteStore store = open(file)) {
      for (int i = 1; i <= ROWS; i++) {
        put(store, i, OLD);
      }
      whole = Files.readAllBytes(wal(file)).length;
      put(store, 1, NEW); // replaces an acknowledged value: the old one must come back
      base = Files.readAllBytes(file);
      log = Files.readAllBytes(wal(file));
    }
    assertThat(log.length).isGreaterThan(whole);

    int opened = 0;
    for (int cut = whole; cut <= log.length; cut += Math.max(1, Math.min(step, log.length - cut))) {
      check(base, Arrays.copyOf(log, cut), cut < log.length ? OLD : NEW, "cut at " + cut);
      opened++;
      if (cut < log.length) {
        byte[] turned = log.clone();
        turned[cut] ^= 0x10;
        check(base, turned, null, "turned at " + cut);
      }
    }
    System.out.println(opened + " cuts of a write of " + (log.length - whole) + " bytes");
  }

  private void check(byte[] base, byte[] log, MsgValue expected, String what) throws Exception {
    Path file = folder.resolve("torn.db");
    Files.deleteIfExists(file.resolveSibling("torn.db-shm"));
    Files.write(file, base);
    Files.write(wal(file), log);
    try (SqliteStore store = open(file)) {
      assertThat(store.corrupt()).as(what).isZero();
      assertThat(store.size()).as(what).isEqualTo(ROWS);
      for (int i = 1; i <= ROWS; i++) {
        StoredValue found = store.find(loop.now, StoringProgram.key(i));
        assertThat(found).as("%s: row %s", what, i).isNotNull();
        if (i > 1) {
          assertThat(found.value()).as("%s: row %s", what, i).isEqualTo(OLD);
        } else if (expected == null) {
          assertThat(found.value()).as(what).isIn(OLD, NEW);
        } else {
          assertThat(found.value()).as(what).isEqualTo(expected);
        }
      }
    }
  }

  private void put(SqliteStore store, int key, MsgValue value) {
    List<PutOutcome> outcomes = new ArrayList<>();
    store.put(loop.now, StoringProgram.key(key), value, LATER, Copy.PRIMARY, outcomes::add);
    loop.runUntil(() -> !outcomes.isEmpty());
    assertThat(outcomes).containsExactly(new PutOutcome.Stored());
  }

  private SqliteStore open(Path file) throws Exception {
    return new SqliteStorage(file, StoreWatcher.NONE).open(SELF, StoreOptions.DEFAULT, loop);
  }

  private static Path wal(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }
}
