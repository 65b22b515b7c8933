package dev.kith.sim;

import dev.kith.sim.link.Drop;
import java.util.EnumMap;
import java.util.Map;

/// What a world has counted since it began.
// The counters lie in an array, by cause: they change a million times a second.
@SuppressWarnings("EnumOrdinal")
public final class Tally {
  private static final Drop[] CAUSES = Drop.values();

  private long events;
  private long timers;
  private long sent;
  private long bytes;
  private long delivered;
  private final long[] drops = new long[CAUSES.length];

  Tally() {}

  /// Events of all kinds.
  public long events() {
    return events;
  }

  /// Timers and tasks that ran.
  public long timers() {
    return timers;
  }

  /// Datagrams sent.
  public long sent() {
    return sent;
  }

  /// Bytes sent, without IP and UDP headers; 0 when messages are handed over.
  public long bytes() {
    return bytes;
  }

  /// Datagrams that reached a node, duplicates included.
  public long delivered() {
    return delivered;
  }

  /// Datagrams dropped for `cause`.
  public long dropped(Drop cause) {
    return drops[cause.ordinal()];
  }

  /// Datagrams dropped, by cause; causes that did not occur are left out.
  public Map<Drop, Long> drops() {
    Map<Drop, Long> byCause = new EnumMap<>(Drop.class);
    for (Drop cause : CAUSES) {
      if (drops[cause.ordinal()] > 0) {
        byCause.put(cause, drops[cause.ordinal()]);
      }
    }
    return byCause;
  }

  void event() {
    events++;
  }

  void timer() {
    timers++;
  }

  void sent(int size) {
    sent++;
    bytes += size;
  }

  void delivery() {
    delivered++;
  }

  /// Counts a drop and returns a number that stands for its cause.
  int drop(Drop cause) {
    drops[cause.ordinal()]++;
    return cause.ordinal();
  }

  @Override
  public String toString() {
    return "events=%d timers=%d sent=%d bytes=%d delivered=%d drops=%s"
        .formatted(events, timers, sent, bytes, delivered, drops());
  }
}
