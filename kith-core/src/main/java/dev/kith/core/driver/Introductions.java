package dev.kith.core.driver;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The pings of ours that are out to strangers who have asked us something.
///
/// Who asks may have done so in the name of somebody else, who then gets the ping. So an address
/// gets one at a time, and there are few in all, or strangers could keep our own requests waiting.
/// Where many nodes may share an address, which is on local networks, each port is somebody else.
///
/// Idle, it holds no map. Told the time in nanoseconds; for one thread.
final class Introductions {
  /// Most out at a time for the sake of the table.
  static final int MOST_MEETINGS = 32;

  /// Most out at a time, those before long replies included.
  static final int MOST = 96;

  // As long as anyone waits for an answer.
  private static final long LIFE = 2_000_000_000L;

  // By address, in the order in which they end.
  private @Nullable LinkedHashMap<Endpoint, Long> until;

  /// Whether there is room for one more, to an address that has none, among at most `most`.
  boolean hasRoom(long now, Endpoint to, int most) {
    return !isOut(now, to) && (until == null || until.size() < most);
  }

  /// A ping leaves.
  void begin(long now, Endpoint to) {
    until = until == null ? new LinkedHashMap<>() : until;
    until.put(placeOf(to), now + LIFE);
  }

  /// Whether a ping to this address is out.
  boolean isOut(long now, Endpoint to) {
    while (until != null && until.firstEntry().getValue() <= now) {
      until.pollFirstEntry();
      forgetEmpty();
    }
    return until != null && until.containsKey(placeOf(to));
  }

  /// Somebody has answered.
  void end(Endpoint from) {
    if (until != null) {
      until.remove(placeOf(from));
      forgetEmpty();
    }
  }

  private void forgetEmpty() {
    if (until != null && until.isEmpty()) {
      until = null;
    }
  }

  private static Endpoint placeOf(Endpoint to) {
    Address address = to.address();
    return address.isLocal() ? to : new Endpoint(address, 0);
  }
}
