package dev.kith.node.http;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jetty.io.Connection;

/// Keeps the number of open connections within a bound. When one too many comes, the oldest makes
/// room: clients that trickle their bytes crowd out each other, while one that says at once what it
/// wants is answered long before its turn to leave.
final class Crowd implements Connection.Listener {
  private final int most;
  private final Set<Connection> byAge = new LinkedHashSet<>();

  /// A crowd of at most `most` connections.
  Crowd(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    Connection leaving = null;
    synchronized (this) {
      byAge.add(connection);
      if (byAge.size() > most) {
        Iterator<Connection> oldest = byAge.iterator();
        leaving = oldest.next();
        oldest.remove();
      }
    }
    if (leaving != null) {
      leaving.getEndPoint().close();
    }
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    byAge.remove(connection);
  }
}
