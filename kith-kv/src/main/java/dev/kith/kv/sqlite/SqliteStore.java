package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.kv.msgpack.MsgValue;
import dev.kith.kv.msgpack.MsgWriter;
import dev.kith.kv.store.Copy;
import dev.kith.kv.store.PutOutcome;
import dev.kith.kv.store.StoreOptions;
import dev.kith.kv.store.StoredValue;
import dev.kith.kv.store.SupersededSignatures;
import dev.kith.kv.store.ValueStore;
import dev.kith.kv.store.ValueTable;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [ValueStore] whose puts are told as stored when they are on disk.
///
/// What is in memory and what is in the file are the same but for what waits to be written. Values
/// expire by the wall clock while the program does not run, and by the loop's while it does.
public final class SqliteStore implements ValueStore {
  private static final PutOutcome REFUSED = new PutOutcome.Refused();

  private final Loop loop;
  private final ValueTable values;
  private final SupersededSignatures superseded;
  private final Writer writer;
  private final int corrupt;
  private Consumer<NodeId> onDisplaced = key -> {};
  private boolean closed;

  SqliteStore(Database database, NodeId self, StoreOptions options, Loop loop, StoreWatcher watcher)
      throws SQLException {
    this.loop = loop;
    this.values = new ValueTable(self, options);
    this.superseded = new SupersededSignatures(options.signatures());
    this.writer = new Writer(database, loop, watcher);
    database.eachValue(this::load);
    database.eachSignature(this::load);
    this.corrupt = database.corrupt();
    writer.start();
  }

  private void load(Row row) {
    long now = loop.now();
    // A clock that was set back makes no value younger than new.
    long wall = Math.max(loop.wallMillis(), row.storedAt());
    long age = TimeUnit.MILLISECONDS.toNanos(wall - row.storedAt());
    long expiresAt = later(now, row.expiresAt() - wall);
    List<NodeId> displaced =
        values.put(now, row.key(), row.encoded(), now - age, expiresAt, row.copy());
    (displaced == null ? List.of(row.key()) : displaced).forEach(this::delete);
  }

  private void load(Bytes signature, long until) {
    long now = loop.now();
    long end = later(now, until - loop.wallMillis());
    List<Bytes> displaced = superseded.add(now, signature, end);
    (end <= now ? List.of(signature) : displaced).forEach(each -> writer.change(each, null));
  }

  private static long later(long now, long millis) {
    return now + Math.min(TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE - now);
  }

  private long wall(long now, long instant) {
    return loop.wallMillis() + TimeUnit.NANOSECONDS.toMillis(instant - now);
  }

  private void delete(NodeId key) {
    writer.change(key, null, null);
  }

  @Override
  public @Nullable StoredValue find(long now, NodeId key) {
    return values.find(now, key);
  }

  @Override
  public void put(
      long now, NodeId key, MsgValue value, long expiresAt, Copy copy, Consumer<PutOutcome> done) {
    if (!writer.hasRoom()) {
      writer.refuse(done);
      return;
    }
    expireValues(now);
    Bytes encoded = MsgWriter.write(value);
    List<NodeId> displaced = values.put(now, key, encoded, now, expiresAt, copy);
    if (displaced == null) {
      loop.executeAnyway(() -> done.accept(REFUSED));
      return;
    }
    displaced.forEach(this::delete);
    displaced.forEach(onDisplaced);
    Row row = new Row(key, encoded, wall(now, now), wall(now, expiresAt), copy);
    writer.change(key, row, done);
  }

  @Override
  public void onDisplaced(Consumer<NodeId> listener) {
    onDisplaced = listener;
  }

  @Override
  public void remove(long now, NodeId key) {
    if (values.remove(key)) {
      delete(key);
    }
  }

  @Override
  public List<NodeId> storedBefore(long now, long instant, int most) {
    return values.storedBefore(now, instant, most);
  }

  @Override
  public List<NodeId> keysAfter(@Nullable NodeId after, int most) {
    return values.keysAfter(after, most);
  }

  @Override
  public int expire(long now) {
    List<Bytes> ended = superseded.expire(now);
    ended.forEach(each -> writer.change(each, null));
    return expireValues(now) + ended.size();
  }

  private int expireValues(long now) {
    List<NodeId> expired = values.expire(now);
    expired.forEach(this::delete);
    return expired.size();
  }

  @Override
  public long nextDeadline() {
    return Math.min(values.nextDeadline(), superseded.nextDeadline());
  }

  @Override
  public void supersede(long now, NodeId key, Bytes signature, long until) {
    Bytes entry = SupersededSignatures.entry(key, signature);
    superseded.add(now, entry, until).forEach(each -> writer.change(each, null));
    writer.change(entry, wall(now, until));
  }

  @Override
  public boolean isSuperseded(long now, NodeId key, Bytes signature) {
    return superseded.contains(now, SupersededSignatures.entry(key, signature));
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public long bytes() {
    return values.bytes();
  }

  /// How many rows of the file were skipped because they were not as they had been written.
  public int corrupt() {
    return corrupt;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      writer.close();
    }
  }
}
