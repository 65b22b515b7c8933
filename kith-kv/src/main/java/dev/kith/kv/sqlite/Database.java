package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.store.Copy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// The file: its schema, and the statements that read and write it. Used by one thread at a time.
///
/// It has a write-ahead log that is synced at each commit: what was committed is there after a
/// kill, and after a loss of power as far as the disk keeps its word.
final class Database implements AutoCloseable {
  static final int SCHEMA = 1;

  private static final int APPLICATION = 0x4b697468; // "Kith"

  private final Connection connection;
  private int corrupt;

  private Database(Connection connection) throws SQLException {
    this.connection = connection;
    prepareFile();
  }

  /// Opens the file, or makes it.
  ///
  /// @throws IOException if that cannot be done; the message is one line for a person
  static Database open(Path file) throws IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(2_000);
    Connection connection = null;
    try {
      connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      return new Database(connection);
    } catch (SQLException refused) {
      closeQuietly(connection, refused);
      throw new IOException("cannot open " + file + ": " + reason(refused), refused);
    }
  }

  private static void closeQuietly(@Nullable Connection connection, SQLException because) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException alsoRefused) {
      because.addSuppressed(alsoRefused);
    }
  }

  private void prepareFile() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int schema = number(statement, "PRAGMA user_version");
      int application = number(statement, "PRAGMA application_id");
      boolean fresh = number(statement, "SELECT count(*) FROM sqlite_master") == 0;
      if (!fresh && application != APPLICATION) {
        throw new SQLException("it is a database of another program");
      }
      if (schema > SCHEMA) {
        throw new SQLException("it was written by a later version of Kith (schema " + schema + ")");
      }
      connection.setAutoCommit(false);
      if (fresh) {
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + SCHEMA);
        statement.execute(
            "CREATE TABLE stored(key BLOB PRIMARY KEY, value BLOB NOT NULL,"
                + " stored_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
                + " copy INTEGER NOT NULL, checksum INTEGER NOT NULL)");
        statement.execute(
            "CREATE TABLE superseded(entry BLOB PRIMARY KEY, until INTEGER NOT NULL,"
                + " checksum INTEGER NOT NULL)");
      }
      connection.commit();
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }

  /// Visits all values, those stored longest ago first. Rows that are not as they were written are
  /// left out and counted.
  void eachValue(Consumer<Row> visitor) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM stored ORDER BY stored_at")) {
      while (rows.next()) {
        Row row = row(rows);
        if (row != null && row.checksum() == rows.getInt(6)) {
          visitor.accept(row);
        } else {
          corrupt++;
        }
      }
    }
  }

  private static @Nullable Row row(ResultSet rows) throws SQLException {
    byte[] key = rows.getBytes(1);
    byte[] value = rows.getBytes(2);
    int copy = rows.getInt(5);
    if (key == null || key.length != 20 || value == null || copy < 0 || copy > 1) {
      return null;
    }
    return new Row(
        NodeId.copyOf(key),
        Bytes.wrap(value),
        rows.getLong(3),
        rows.getLong(4),
        copy == 0 ? Copy.PRIMARY : Copy.CACHED);
  }

  /// Visits all superseded signatures, those that end soonest first, and until when.
  void eachSignature(ObjLongConsumer<Bytes> visitor) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM superseded ORDER BY until")) {
      while (rows.next()) {
        byte[] entry = rows.getBytes(1);
        long until = rows.getLong(2);
        if (entry != null && Row.checksum(Bytes.wrap(entry), until) == rows.getInt(3)) {
          visitor.accept(Bytes.wrap(entry), until);
        } else {
          corrupt++;
        }
      }
    }
  }

  /// How many rows were left out because they were not as they had been written.
  int corrupt() {
    return corrupt;
  }

  /// Writes all of `batch` or nothing; returns when it is on disk.
  void write(Batch batch) throws SQLException {
    try {
      writeValues(batch.values);
      writeSignatures(batch.signatures);
      connection.commit();
    } catch (SQLException | RuntimeException failed) {
      try {
        connection.rollback();
      } catch (SQLException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
  }

  // The statements are prepared for each batch: one that has failed is of no use any more.
  private void writeValues(Map<NodeId, @Nullable Row> values) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement("INSERT OR REPLACE INTO stored VALUES(?,?,?,?,?,?)");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM stored WHERE key = ?")) {
      for (Map.Entry<NodeId, @Nullable Row> each : values.entrySet()) {
        Row row = each.getValue();
        if (row == null) {
          delete.setBytes(1, each.getKey().bytes().toArray());
          delete.executeUpdate();
        } else {
          put.setBytes(1, row.key().bytes().toArray());
          put.setBytes(2, row.encoded().toArray());
          put.setLong(3, row.storedAt());
          put.setLong(4, row.expiresAt());
          put.setInt(5, row.copyNumber());
          put.setInt(6, row.checksum());
          put.executeUpdate();
        }
      }
    }
  }

  private void writeSignatures(Map<Bytes, @Nullable Long> signatures) throws SQLException {
    if (signatures.isEmpty()) {
      return;
    }
    try (PreparedStatement put =
            connection.prepareStatement("INSERT OR REPLACE INTO superseded VALUES(?,?,?)");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM superseded WHERE entry = ?")) {
      for (Map.Entry<Bytes, @Nullable Long> each : signatures.entrySet()) {
        Long until = each.getValue();
        if (until == null) {
          delete.setBytes(1, each.getKey().toArray());
          delete.executeUpdate();
        } else {
          put.setBytes(1, each.getKey().toArray());
          put.setLong(2, until);
          put.setInt(3, Row.checksum(each.getKey(), until));
          put.executeUpdate();
        }
      }
    }
  }

  /// Runs a statement that sets something: for tests that make the file refuse.
  void set(String pragma) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(pragma);
    }
    connection.setAutoCommit(false);
  }

  /// What went wrong, in one line.
  static String reason(Exception why) {
    String message = String.valueOf(why.getMessage());
    int line = message.indexOf('\n');
    return line < 0 ? message : message.substring(0, line);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
