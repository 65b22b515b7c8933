/// Values that outlive the program: a [dev.kith.kv.store.ValueStore] in a file of SQLite.
///
/// Here: [SqliteStorage], which opens the file, and behind it the one thread of this module, which
/// writes to it. Not here: anything the network can see. All values are in memory too, so that
/// reading never waits for the disk; the file is read once, when it is opened, and then only
/// written. Start with [SqliteStorage] and [SqliteStore].
@NullMarked
package dev.kith.kv.sqlite;

import org.jspecify.annotations.NullMarked;
