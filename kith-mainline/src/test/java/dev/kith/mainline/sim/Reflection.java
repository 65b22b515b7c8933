package dev.kith.mainline.sim;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.mainline.wire.ErrorPacket;
import dev.kith.mainline.wire.Packet;
import dev.kith.mainline.wire.QueryPacket;
import dev.kith.mainline.wire.ResponsePacket;
import dev.kith.sim.Tap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Books of what one node sends to victims, in whose names it is asked: bytes in and out, and bytes
/// nobody paid for. Requests in a victim's name have transaction ids of three bytes, so that it is
/// known what each reply answers.
final class Reflection implements PacketGate, Tap {
  private static final int HEADERS = 28; // IPv4 and UDP
  private static final int WINDOW = 60; // seconds

  private final Endpoint node;
  private final Map<Address, Account> accounts = new HashMap<>();
  private final Map<Address, Account> blocks = new HashMap<>();
  private final Account all = new Account();
  private final short[] asked = new short[1 << 24];
  private @Nullable Packet leaving;

  /// Books of the node at `node`; it wants them as its gate, and the world as a tap.
  Reflection(Endpoint node) {
    this.node = node;
  }

  /// What one victim, or several, got.
  static final class Account {
    private long in;
    private long out;
    private int[] bySecond = {};
    private int firstSecond;

    /// Bytes sent to the victim for each one in its name, headers included.
    double factor() {
      return in == 0 ? 0 : (double) out / in;
    }

    long out() {
      return out;
    }

    /// The most bytes beyond the size of their requests within any minute; headers count for
    /// datagrams that answer nothing.
    long mostUnaskedInAMinute() {
      long most = 0;
      long sum = 0;
      for (int second = 0; second < bySecond.length; second++) {
        sum += bySecond[second];
        sum -= second >= WINDOW ? bySecond[second - WINDOW] : 0;
        most = Math.max(most, sum);
      }
      return most;
    }

    private void unasked(int second, int bytes) {
      if (bySecond.length == 0) {
        firstSecond = second;
      }
      int at = second - firstSecond;
      if (at >= bySecond.length) {
        bySecond = Arrays.copyOf(bySecond, Math.max(at + 1, Math.min(2 * at, at + 64)));
      }
      bySecond[at] += bytes;
    }
  }

  /// Opens the books for a victim.
  void add(Address victim) {
    accounts.putIfAbsent(victim, new Account());
  }

  Map<Address, Account> accounts() {
    return accounts;
  }

  /// The same by /24.
  Map<Address, Account> blocks() {
    return blocks;
  }

  /// All victims together.
  Account all() {
    return all;
  }

  @Override
  public Packet leaving(Endpoint to, Packet packet) {
    leaving = packet;
    return packet;
  }

  /// A request with transaction id `number` is on its way, in a datagram of `bytes` bytes.
  void asked(int number, int bytes) {
    asked[number] = (short) bytes;
  }

  @Override
  public void sent(long now, Endpoint from, Endpoint to, int bytes) {
    if (to.equals(node)) {
      Account victim = accounts.get(from.address());
      if (victim != null) {
        victim.in += bytes + HEADERS;
        blocks.computeIfAbsent(from.address().block(), block -> new Account()).in +=
            bytes + HEADERS;
        all.in += bytes + HEADERS;
      }
    } else if (from.equals(node)) {
      Account victim = accounts.get(to.address());
      if (victim != null) {
        int unasked = Math.max(0, bytes - paidFor());
        book(victim, now, bytes, unasked);
        book(blocks.computeIfAbsent(to.address().block(), b -> new Account()), now, bytes, unasked);
        book(all, now, bytes, unasked);
      }
    }
  }

  private static void book(Account account, long now, int bytes, int unasked) {
    account.out += bytes + HEADERS;
    if (unasked > 0) {
      account.unasked((int) (now / 1_000_000_000), unasked);
    }
  }

  // The size of the request that is being answered, or less than nothing if none is.
  private int paidFor() {
    return switch (leaving) {
      case ResponsePacket reply -> asked[Victims.number(reply.t())];
      case ErrorPacket error -> asked[Victims.number(error.t())];
      case QueryPacket query -> -HEADERS;
      case null -> throw new IllegalStateException("a datagram that did not pass the gate");
    };
  }
}
