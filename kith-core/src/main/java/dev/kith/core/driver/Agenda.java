package dev.kith.core.driver;

import dev.kith.core.id.NodeId;
import dev.kith.core.time.Deadlines;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keys and when each is due next. A key is in it once; at most so many keys, further ones are not
/// taken. Times are nanoseconds, never negative. For one thread.
final class Agenda {
  private final int most;
  private final Map<NodeId, Due> byKey = new LinkedHashMap<>();
  private final Deadlines<Due> deadlines = new Deadlines<>();

  /// An agenda for up to `most` keys.
  Agenda(int most) {
    this.most = most;
  }

  /// Makes `key` due at `moment`, and at no other.
  void set(NodeId key, long moment) {
    Due due = byKey.get(key);
    if (due == null) {
      if (byKey.size() >= most) {
        return;
      }
      due = new Due(key);
      byKey.put(key, due);
    }
    deadlines.add(due, moment);
  }

  /// Takes `key` out; does nothing if it is not in.
  void remove(NodeId key) {
    Due due = byKey.remove(key);
    if (due != null) {
      deadlines.remove(due);
    }
  }

  /// The key due longest, which is no longer in the agenda; `null` if none is due at `now`.
  @Nullable NodeId poll(long now) {
    Due due = deadlines.poll(now);
    if (due == null) {
      return null;
    }
    byKey.remove(due.key);
    return due.key;
  }

  /// When the first key is due, [Long#MAX_VALUE] if there is none.
  long next() {
    return deadlines.next();
  }

  /// The keys in it.
  int size() {
    return byKey.size();
  }

  private static final class Due extends Deadlines.Entry {
    final NodeId key;

    Due(NodeId key) {
      this.key = key;
    }
  }
}
