package dev.kith.kv.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.store.ValueStore;
import dev.kith.kv.store.ValueStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends ValueStoreContract {
  private static final NodeId SELF = key(0);
  private static final MsgValue VALUE = new MsgValue.Str("value");
  private static final long HOUR = Duration.ofHours(1).toNanos();

  @TempDir private Path folder;
  private final HandCrankedLoop loop = new HandCrankedLoop();
  private final List<String> troubles = new ArrayList<>();
  private int files;

  @Override
  protected ValueStore open(NodeId self, StoreOptions options) {
    try {
      return storage("values-" + files++ + ".db").open(self, options, loop);
    } catch (IOException refused) {
      throw new AssertionError(refused);
    }
  }

  @Override
  protected PutOutcome put(ValueStore store, long now, NodeId key, MsgValue value, long expiresAt) {
    List<PutOutcome> outcomes = new ArrayList<>();
    store.put(now, key, value, expiresAt, Copy.PRIMARY, outcomes::add);
    loop.runUntil(() -> !outcomes.isEmpty());
    return outcomes.getFirst();
  }

  @Test
  void everything_is_there_when_the_file_is_opened_again() throws Exception {
    SqliteStore before = open();
    put(before, loop.now, key(1), VALUE, loop.now + 3 * HOUR);
    before.put(loop.now, key(2), MsgValue.Nil.NIL, loop.now + HOUR / 2, Copy.PRIMARY, _ -> {});
    loop.now += HOUR / 4;
    loop.wallMillis += Duration.ofMinutes(15).toMillis();
    before.supersede(loop.now, key(3), Bytes.hex("0102"), loop.now + 2 * HOUR);
    before.put(loop.now, key(4), VALUE, loop.now + 2 * HOUR, Copy.CACHED, _ -> {});
    before.close();

    loop.now = 7; // another run, an hour later
    loop.wallMillis += Duration.ofHours(1).toMillis();
    SqliteStore after = open();

    assertThat(after.find(loop.now, key(1)))
        .isEqualTo(
            new StoredValue(VALUE, 7 - HOUR - HOUR / 4, 7 + 2 * HOUR - HOUR / 4, Copy.PRIMARY));
    assertThat(after.find(loop.now, key(2))).isNull();
    assertThat(after.find(loop.now, key(4)))
        .isEqualTo(new StoredValue(VALUE, 7 - HOUR, 7 + HOUR, Copy.CACHED));
    assertThat(after.storedBefore(loop.now, loop.now, 10)).containsExactly(key(1), key(4));
    assertThat(after.isSuperseded(loop.now, key(3), Bytes.hex("0102"))).isTrue();
    assertThat(after.isSuperseded(loop.now + HOUR, key(3), Bytes.hex("0102"))).isFalse();
    assertThat(after.corrupt()).isZero();
    after.close();
  }

  @Test
  void what_was_removed_displaced_or_expired_does_not_come_back() throws Exception {
    StoreOptions two = new StoreOptions(2, 1_000, 1);
    SqliteStore before = storage("values.db").open(SELF, two, loop);
    for (int i : List.of(9, 8, 7)) {
      put(before, loop.now, key(i), VALUE, loop.now + HOUR);
    }
    before.remove(loop.now, key(7));
    put(before, loop.now, key(5), VALUE, loop.now + 10);
    assertThat(before.expire(loop.now + 10)).isEqualTo(1);
    before.close();

    SqliteStore after = open();

    assertThat(after.keysAfter(null, 10)).containsExactly(key(8));
    after.close();
  }

  @Test
  void a_smaller_bound_keeps_the_nearest_when_the_file_is_opened() throws Exception {
    SqliteStore before = open();
    for (int i : List.of(3, 1, 2)) {
      put(before, loop.now, key(i), VALUE, loop.now + HOUR);
    }
    before.close();

    SqliteStore after = storage("values.db").open(SELF, new StoreOptions(2, 1_000, 1), loop);
    after.close();

    assertThat(after.keysAfter(null, 10)).containsExactly(key(1), key(2));
    SqliteStore again = open();
    assertThat(again.size()).isEqualTo(2);
    again.close();
  }

  @Test
  void a_clock_that_was_set_back_makes_nothing_younger_or_longer_lived() throws Exception {
    SqliteStore before = open();
    put(before, loop.now, key(1), VALUE, loop.now + HOUR);
    before.close();

    loop.wallMillis -= Duration.ofDays(1).toMillis();
    SqliteStore after = open();

    StoredValue found = after.find(loop.now, key(1));
    assertThat(found.storedAt()).isEqualTo(loop.now);
    assertThat(found.expiresAt()).isEqualTo(loop.now + HOUR);
    after.close();
  }

  @Test
  void rows_that_are_not_as_they_were_written_are_skipped_and_counted() throws Exception {
    SqliteStore before = open();
    for (int i = 1; i <= 6; i++) {
      put(before, loop.now, key(i), VALUE, loop.now + HOUR);
    }
    before.supersede(loop.now, key(3), Bytes.hex("0102"), loop.now + HOUR);
    before.close();
    tamper("UPDATE stored SET value = x'c0' WHERE rowid = 1");
    tamper("UPDATE stored SET expires_at = expires_at + 1 WHERE rowid = 2");
    tamper("UPDATE stored SET copy = 1 WHERE rowid = 3");
    tamper("UPDATE stored SET key = x'00' WHERE rowid = 4");
    tamper("UPDATE stored SET checksum = 'text' WHERE rowid = 5");
    tamper("UPDATE superseded SET until = until + 1");

    SqliteStore after = open();

    assertThat(after.corrupt()).isEqualTo(6);
    assertThat(troubles).containsExactly("skipped 6 damaged values of values.db");
    assertThat(after.keysAfter(null, 10)).containsExactly(key(6));
    assertThat(put(after, loop.now, key(1), VALUE, loop.now + HOUR))
        .isEqualTo(new PutOutcome.Stored());
    after.close();
    assertThat(open().corrupt()).isEqualTo(5);
  }

  @Test
  void a_value_that_is_stored_is_found_before_it_is_durable() throws Exception {
    SqliteStore store = open();
    List<PutOutcome> outcomes = new ArrayList<>();

    store.put(loop.now, key(1), VALUE, loop.now + HOUR, Copy.PRIMARY, outcomes::add);

    assertThat(store.find(loop.now, key(1)).value()).isEqualTo(VALUE);
    assertThat(outcomes).isEmpty();
    loop.runUntil(() -> !outcomes.isEmpty());
    store.close();
  }

  @Test
  void a_full_disk_is_told_to_each_put_and_reported_once_until_there_is_room() throws Exception {
    Database database = Database.open(folder.resolve("values.db"));
    database.set("PRAGMA max_page_count = 8");
    SqliteStore store = storage("values.db").open(database, SELF, StoreOptions.DEFAULT, loop);
    MsgValue large = new MsgValue.Bin(Bytes.wrap(new byte[8_000]));

    List<PutOutcome> outcomes = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      outcomes.add(put(store, loop.now, key(i), large, loop.now + HOUR));
    }

    assertThat(outcomes.getFirst()).isEqualTo(new PutOutcome.Stored());
    assertThat(outcomes.getLast())
        .isInstanceOfSatisfying(
            PutOutcome.Failed.class, failed -> assertThat(failed.reason()).contains("full"));
    assertThat(troubles)
        .singleElement()
        .asString()
        .contains("not being saved")
        .doesNotContain("\n");
    assertThat(store.find(loop.now, key(10))).isNotNull();
    store.close();
    long acknowledged = outcomes.stream().filter(PutOutcome.Stored.class::isInstance).count();
    SqliteStore after = open();
    assertThat((long) after.size()).isGreaterThanOrEqualTo(acknowledged);
    after.close();
  }

  @Test
  void what_could_not_be_written_is_written_when_that_is_possible_again() throws Exception {
    Database database = Database.open(folder.resolve("values.db"));
    database.set("PRAGMA query_only = 1");
    SqliteStore store = storage("values.db").open(database, SELF, StoreOptions.DEFAULT, loop);
    assertThat(put(store, loop.now, key(1), VALUE, loop.now + HOUR))
        .isInstanceOfSatisfying(
            PutOutcome.Failed.class, failed -> assertThat(failed.reason()).contains("readonly"));

    // The writing thread waits for the next put now, so the connection is free.
    database.set("PRAGMA query_only = 0");
    assertThat(put(store, loop.now, key(2), VALUE, loop.now + HOUR))
        .isEqualTo(new PutOutcome.Stored());
    store.close();

    assertThat(troubles).hasSize(2).endsWith("recovered");
    SqliteStore after = open();
    assertThat(after.keysAfter(null, 10)).containsExactly(key(1), key(2));
    after.close();
  }

  @Test
  void a_fault_of_ours_fails_its_put_and_not_the_thread_that_writes() throws Exception {
    Database database = Database.open(folder.resolve("values.db"));
    Writer writer = new Writer(database, loop, new Notes());
    List<PutOutcome> outcomes = new ArrayList<>();
    Row bad = new Row(key(1), MsgWriter.write(VALUE), 0, 1, badCopy());

    writer.start();
    writer.change(key(1), bad, outcomes::add);
    loop.runUntil(() -> outcomes.size() == 1);
    writer.change(key(1), null, outcomes::add);
    loop.runUntil(() -> outcomes.size() == 2);
    writer.close();

    assertThat(outcomes.getFirst()).isInstanceOf(PutOutcome.Failed.class);
    assertThat(outcomes.getLast()).isEqualTo(new PutOutcome.Stored());
    assertThat(troubles).hasSize(2).endsWith("recovered");
  }

  @Test
  void outcomes_are_told_though_the_loop_is_too_far_behind_for_anything_else() throws Exception {
    ValueStore store = storage("values.db").open(SELF, new StoreOptions(1, 1_000, 1), loop);
    List<PutOutcome> outcomes = new ArrayList<>();
    loop.isFull = true;

    store.put(loop.now, key(1), VALUE, loop.now + HOUR, Copy.PRIMARY, outcomes::add);
    loop.runUntil(() -> outcomes.size() == 1);
    store.put(loop.now, key(2), VALUE, loop.now + HOUR, Copy.PRIMARY, outcomes::add);
    loop.runUntil(() -> outcomes.size() == 2);

    assertThat(outcomes).containsExactly(new PutOutcome.Stored(), new PutOutcome.Refused());
    store.close();
  }

  @SuppressWarnings("NullAway") // as a fault of ours would
  private static Copy badCopy() {
    return null;
  }

  @Test
  void every_put_is_told_how_it_ended_though_the_store_closes_on_a_disk_that_is_full()
      throws Exception {
    Database database = Database.open(folder.resolve("values.db"));
    database.set("PRAGMA query_only = 1");
    SqliteStore store = storage("values.db").open(database, SELF, StoreOptions.DEFAULT, loop);
    List<PutOutcome> outcomes = new ArrayList<>();
    int puts = 2_000;
    for (int i = 1; i < puts; i++) {
      store.put(loop.now, key(1), VALUE, loop.now + HOUR, Copy.PRIMARY, outcomes::add);
    }

    store.close();
    store.put(loop.now, key(1), VALUE, loop.now + HOUR, Copy.PRIMARY, outcomes::add);

    loop.runUntil(() -> outcomes.size() == puts);
    assertThat(outcomes).allMatch(PutOutcome.Failed.class::isInstance);
  }

  @Test
  void a_file_that_cannot_be_opened_is_one_clear_line() throws Exception {
    Files.writeString(folder.resolve("text.db"), "this is no database, " + "x".repeat(2_000));
    Files.createDirectory(folder.resolve("folder.db"));

    for (String name : List.of("text.db", "folder.db", "missing/values.db")) {
      assertThatThrownBy(() -> storage(name).open(SELF, StoreOptions.DEFAULT, loop))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot open " + folder.resolve(name))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void files_of_other_programs_and_later_versions_are_left_alone() throws Exception {
    open().close();
    tamper("PRAGMA user_version = 2");

    assertThatThrownBy(this::open).hasMessageContaining("later version of Kith (schema 2)");

    tamper("PRAGMA application_id = 7");
    assertThatThrownBy(this::open).hasMessageContaining("another program");
  }

  @Test
  void a_damaged_file_is_one_clear_line() throws Exception {
    SqliteStore before = open();
    for (int i = 1; i <= 200; i++) {
      put(before, loop.now, key(i), VALUE, loop.now + HOUR);
    }
    before.close();
    byte[] bytes = Files.readAllBytes(folder.resolve("values.db"));
    java.util.Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5a);
    Files.write(folder.resolve("values.db"), bytes);

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("values.db")
        .hasMessageNotContaining("\n");
  }

  /// Writes down what the store tells.
  private final class Notes implements StoreWatcher {
    @Override
    public void skipped(String message) {
      troubles.add(message);
    }

    @Override
    public void failing(String message) {
      troubles.add(message);
    }

    @Override
    public void recovered() {
      troubles.add("recovered");
    }
  }

  private SqliteStore open() throws IOException {
    return storage("values.db").open(SELF, StoreOptions.DEFAULT, loop);
  }

  private SqliteStorage storage(String name) {
    return new SqliteStorage(folder.resolve(name), new Notes());
  }

  private void tamper(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("values.db"));
        Statement tampering = connection.createStatement()) {
      tampering.execute(statement);
    }
  }
}
