package dev.kith.kv.store;

import org.jspecify.annotations.Nullable;

/// The entries of a [ValueTable] in the order in which they were stored: a list linked through the
/// entries themselves, so that any of them leaves it in one step.
final class Ages {
  private ValueTable.@Nullable Entry oldest;
  private ValueTable.@Nullable Entry newest;

  ValueTable.@Nullable Entry oldest() {
    return oldest;
  }

  /// Adds an entry that is in no list, as the newest.
  void append(ValueTable.Entry entry) {
    entry.older = newest;
    if (newest == null) {
      oldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  /// Takes out an entry of this list.
  void remove(ValueTable.Entry entry) {
    ValueTable.Entry older = entry.older;
    ValueTable.Entry newer = entry.newer;
    if (older == null) {
      oldest = newer;
    } else {
      older.newer = newer;
    }
    if (newer == null) {
      newest = older;
    } else {
      newer.older = older;
    }
    entry.older = null;
    entry.newer = null;
  }
}
