package dev.kith.kv.sqlite;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.kv.store.Storage;
import dev.kith.kv.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/// Keeps values in a file of SQLite, which any of its tools can read.
///
/// A put is told as stored when a kill of the program or of the machine's power would not lose it.
/// Besides the file there is its log, with `-wal` behind the name, as long as the store is open.
public final class SqliteStorage implements Storage {
  private final Path file;
  private final StoreWatcher watcher;

  /// Values in `file`, whose folder must be there; `watcher` is told of trouble.
  public SqliteStorage(Path file, StoreWatcher watcher) {
    this.file = file;
    this.watcher = watcher;
  }

  @Override
  public SqliteStore open(NodeId self, StoreOptions options, Loop loop) throws IOException {
    return open(Database.open(file), self, options, loop);
  }

  SqliteStore open(Database database, NodeId self, StoreOptions options, Loop loop)
      throws IOException {
    try {
      SqliteStore store = new SqliteStore(database, self, options, loop, watcher);
      if (store.corrupt() > 0) {
        watcher.skipped(
            "skipped %d damaged values of %s".formatted(store.corrupt(), file.getFileName()));
      }
      return store;
    } catch (SQLException unreadable) {
      try {
        database.close();
      } catch (SQLException alsoRefused) {
        unreadable.addSuppressed(alsoRefused);
      }
      throw new IOException("cannot read " + file + ": " + Database.reason(unreadable), unreadable);
    }
  }
}
