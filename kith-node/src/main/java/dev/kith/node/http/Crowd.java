package dev.kith.node.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/// Keeps the number of open connections within a bound, and none waiting for long.
///
/// A connection waits while a request has not arrived whole; then it is served, until the answer is
/// sent. Waiting is limited, so nobody holds a place by trickling bytes. When one connection too
/// many comes, the one that has waited longest makes room: slow clients crowd out each other, while
/// one that says at once what it wants is answered long before its turn to leave. Only if nobody
/// waits does the oldest of those being served go.
final class Crowd implements Connection.Listener {
  private final int most;
  private final long patience;
  // Longest first, each with when it began to wait.
  private final Map<Connection, Long> waiting = new LinkedHashMap<>();
  private final Set<Connection> served = new LinkedHashSet<>();

  /// A crowd of at most `most` connections, each of which may wait for `patience`.
  Crowd(int most, Duration patience) {
    this.most = most;
    this.patience = patience.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    Connection leaving;
    synchronized (this) {
      leaving = waiting.size() + served.size() < most ? null : pollOldest();
      waiting.put(connection, System.nanoTime());
    }
    if (leaving != null) {
      leaving.getEndPoint().close();
    }
  }

  private @Nullable Connection pollOldest() {
    Set<Connection> from = waiting.isEmpty() ? served : waiting.keySet();
    Connection oldest = from.iterator().next();
    from.remove(oldest);
    return oldest;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    waiting.remove(connection);
    served.remove(connection);
  }

  /// A request has arrived but for its body.
  synchronized void headed(Connection connection) {
    if (waiting.remove(connection) != null) {
      waiting.put(connection, System.nanoTime());
    }
  }

  /// A request has arrived whole.
  synchronized void whole(Connection connection) {
    if (waiting.remove(connection) != null) {
      served.add(connection);
    }
  }

  /// A request was answered.
  synchronized void answered(Connection connection) {
    if (served.remove(connection)) {
      waiting.put(connection, System.nanoTime());
    }
  }

  /// Closes the connections that have waited too long.
  void dismiss() {
    List<Connection> leaving = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      for (Map.Entry<Connection, Long> entry : waiting.entrySet()) {
        if (now - entry.getValue() < patience) {
          break;
        }
        leaving.add(entry.getKey());
      }
      leaving.forEach(waiting::remove);
    }
    leaving.forEach(connection -> connection.getEndPoint().close());
  }

  /// How many connections are open.
  synchronized int size() {
    return waiting.size() + served.size();
  }
}
