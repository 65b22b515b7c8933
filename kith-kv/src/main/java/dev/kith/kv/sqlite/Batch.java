package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.kv.store.PutOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Changes that wait to be written together. Of several changes to one key only the last is
/// written; whoever waits for an earlier one waits for that.
final class Batch {
  /// With so many changes, deletions that failed are not tried again.
  static final int MOST_DELETIONS = 65_536;

  /// What each key is to hold, `null` for nothing.
  final Map<NodeId, @Nullable Row> values = new LinkedHashMap<>();

  /// Until when each signature is superseded, `null` to forget it.
  final Map<Bytes, @Nullable Long> signatures = new LinkedHashMap<>();

  /// Who is to be told how it ended.
  final List<Consumer<PutOutcome>> waiting = new ArrayList<>();

  boolean isEmpty() {
    return values.isEmpty() && signatures.isEmpty();
  }

  /// Takes over the changes of an earlier batch that failed, unless there are later ones. Deletions
  /// beyond a bound are given up, or a disk that is full for long would fill the memory: the file
  /// then holds too much, which is seen when it is read.
  void retry(Batch failed) {
    retry(failed.values, values);
    retry(failed.signatures, signatures);
  }

  private static <K, V> void retry(Map<K, @Nullable V> failed, Map<K, @Nullable V> changes) {
    failed.forEach(
        (key, change) -> {
          boolean hasRoom = change != null || changes.size() < MOST_DELETIONS;
          if (hasRoom && !changes.containsKey(key)) {
            changes.put(key, change);
          }
        });
  }
}
