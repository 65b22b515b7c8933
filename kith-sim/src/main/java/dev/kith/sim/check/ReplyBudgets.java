package dev.kith.sim.check;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.sim.Tap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one node sends to addresses that have not proved themselves: at most three times what they
/// sent, headers included, and of what goes beyond that size 4,096 bytes at once and 1,024 a second
/// (`reliability.md`, invariant 9).
///
/// Whoever stands at a node's gate says what the next datagram answers; the world's tap then says
/// how long it is.
public final class ReplyBudgets implements Tap {
  private static final int HEADERS = 28;
  private static final int BURST = 4_096;
  private static final int EACH_SECOND = 1_024;

  private final Consumer<String> complaints;
  private final Map<Account, Level> levels = new HashMap<>();
  private @Nullable Reply next;

  private record Account(Endpoint node, Address address) {}

  private record Reply(Endpoint from, Endpoint to, int asked) {}

  private record Level(double bytes, long at) {}

  /// Books in which nothing stands; what must not be is told to `complaints`.
  public ReplyBudgets(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  /// The next datagram answers a request of `asked` bytes from an address that has not proved
  /// itself.
  public void expect(Endpoint from, Endpoint to, int asked) {
    next = new Reply(from, to, asked);
  }

  @Override
  public void sent(long now, Endpoint from, Endpoint to, int bytes) {
    Reply reply = next;
    next = null;
    if (reply == null || !reply.from.equals(from) || !reply.to.equals(to)) {
      return;
    }
    if (bytes + HEADERS > 3 * (reply.asked + HEADERS)) {
      complaints.accept(
          "reply budget: %s sent %d bytes for %d to %s".formatted(from, bytes, reply.asked, to));
    }
    if (bytes > reply.asked) {
      charge(now, new Account(from, to.address()), bytes - reply.asked);
    }
  }

  private void charge(long now, Account account, int excess) {
    Level before = levels.getOrDefault(account, new Level(0, now));
    double drained = (now - before.at) / 1e9 * EACH_SECOND;
    double level = Math.max(0, before.bytes - drained) + excess;
    levels.put(account, new Level(level, now));
    if (level > BURST + 1) {
      complaints.accept("reply budget: %s is owed %.0f bytes".formatted(account, level));
    }
  }
}
