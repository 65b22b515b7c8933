package dev.kith.core.limit;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replies too large for an address that has not shown that it is real, held back until it answers
/// a ping of ours, for one time-out at most.
///
/// The node holds such a reply with [#hold] and pings the address if told to. When the address has
/// shown that it is real, [#release] gives the replies to be sent whole; when it has not in time,
/// [#expire] gives them to be cut down to what may be sent at once. So nobody is left without an
/// answer, not even a host that never answers pings.
///
/// All bounds are named in the constructor. Idle, it holds no map. Told the time in nanoseconds;
/// for one thread.
///
/// @param <R> a reply that can be sent whole or cut down
public final class HeldReplies<R> {
  private static final int MOST_EXPIRED_PER_CALL = 256;

  private final int most;
  private final int mostPerAddress;
  private final long timeoutNanos;
  // By address, in the order of their deadlines, for all wait equally long.
  private @Nullable LinkedHashMap<Address, Waiting<R>> waiting;
  private int size;

  /// Holds up to `most` replies, up to `mostPerAddress` of them for one address, up to
  /// `timeoutNanos` long.
  public HeldReplies(int most, int mostPerAddress, long timeoutNanos) {
    if (most < 1 || mostPerAddress < 1 || timeoutNanos <= 0) {
      throw new IllegalArgumentException(
          "at least one reply for some time, not "
              + most
              + ", "
              + mostPerAddress
              + " an address and "
              + timeoutNanos
              + " ns");
    }
    this.most = most;
    this.mostPerAddress = mostPerAddress;
    this.timeoutNanos = timeoutNanos;
  }

  /// What [#hold] asks of the node.
  public enum Holding {
    /// The reply is held: ping the endpoint it is for.
    PING,
    /// The reply is held, and a ping is already under way.
    WAIT,
    /// There is no room: send what may be sent at once.
    NO_ROOM
  }

  /// A reply that was held.
  ///
  /// @param to whom it is for
  public record Held<R>(Endpoint to, R reply) {}

  /// Holds a reply back, if there is room.
  public Holding hold(long now, Endpoint to, R reply) {
    Waiting<R> known = waiting == null ? null : waiting.get(to.address());
    if (size == most || known != null && known.replies.size() == mostPerAddress) {
      return Holding.NO_ROOM;
    }
    size++;
    if (known != null) {
      known.replies.add(new Held<>(to, reply));
      return Holding.WAIT;
    }
    Waiting<R> first = new Waiting<>(now + timeoutNanos);
    first.replies.add(new Held<>(to, reply));
    waiting = waiting == null ? new LinkedHashMap<>() : waiting;
    waiting.put(to.address(), first);
    return Holding.PING;
  }

  /// The replies held for an address that has shown that it is real, oldest first; they are held no
  /// longer.
  public List<Held<R>> release(Address address) {
    Waiting<R> known = waiting == null ? null : waiting.remove(address);
    return known == null ? List.of() : let(known);
  }

  /// The replies that have waited long enough, oldest first; they are held no longer. Some hundred
  /// at a time: while there are more, [#nextDeadline] stays in the past.
  public List<Held<R>> expire(long now) {
    if (nextDeadline() > now) {
      return List.of();
    }
    List<Held<R>> expired = new ArrayList<>();
    while (waiting != null && nextDeadline() <= now && expired.size() < MOST_EXPIRED_PER_CALL) {
      expired.addAll(let(waiting.pollFirstEntry().getValue()));
    }
    return expired;
  }

  /// When [#expire] will next have something to do; [Long#MAX_VALUE] if nothing is held.
  public long nextDeadline() {
    return waiting == null ? Long.MAX_VALUE : waiting.firstEntry().getValue().deadline;
  }

  /// The number of replies held.
  public int size() {
    return size;
  }

  private List<Held<R>> let(Waiting<R> known) {
    size -= known.replies.size();
    if (size == 0) {
      waiting = null;
    }
    return known.replies;
  }

  private static final class Waiting<R> {
    final long deadline;
    final List<Held<R>> replies = new ArrayList<>(1);

    Waiting(long deadline) {
      this.deadline = deadline;
    }
  }
}
