package dev.kith.core.limit;

import dev.kith.core.net.Address;

/// How many bytes may be sent to addresses that have not shown that they are real, lest we be used
/// to flood whoever a request was forged to come from.
///
/// Two rules hold for an address that is neither validated nor exempt. A reply much larger than its
/// request waits until the address has answered a ping of ours ([HeldReplies]); until then only
/// [#mostAtOnce] is sent. And all bytes beyond the size of the request are charged to the address,
/// its block and the total; what any of them cannot afford is dropped. An answer no larger than its
/// request costs nothing, so small answers never starve.
///
/// Tables are of bounded size. Told the time in nanoseconds; for one thread.
public final class ByteBudget {
  private final ByteLimits limits;
  private final ValidatedAddresses validated;
  private final AddressMoments addresses;
  private final AddressMoments blocks;
  private long totalFullAt;

  /// A budget of which nothing is spent.
  ///
  /// @param seed secret and random, so that strangers cannot choose addresses that meet in the
  ///   table
  public ByteBudget(ByteLimits limits, ValidatedAddresses validated, long seed) {
    this.limits = limits;
    this.validated = validated;
    this.addresses = new AddressMoments(limits.mostAddresses(), seed);
    this.blocks = new AddressMoments(limits.mostAddresses(), ~seed);
  }

  /// The largest reply, in bytes of UDP payload, that may answer a request of `requestBytes` from
  /// `to` without waiting; [Integer#MAX_VALUE] if that address is validated or exempt.
  public int mostAtOnce(long now, Address to, int requestBytes) {
    return trusts(now, to) ? Integer.MAX_VALUE : proportionate(to, requestBytes);
  }

  /// The largest reply to a request of `requestBytes` that is within the reply factor, headers
  /// included, whoever `to` is.
  public int proportionate(Address to, int requestBytes) {
    int headers = headers(to);
    return limits.replyFactor() * (requestBytes + headers) - headers;
  }

  /// What the IP and UDP headers of a datagram to `to` take, in bytes.
  public static int headers(Address to) {
    return to.isV4() ? 28 : 48;
  }

  /// Whether `address` is validated or exempt: then nothing is charged.
  public boolean trusts(long now, Address address) {
    return limits.exemptsLocal() && address.isLocal() || validated.contains(now, address);
  }

  /// Whether `replyBytes` may be sent to `to`, who sent `requestBytes` (0 if nothing was asked); if
  /// so they are charged.
  public boolean admits(long now, Address to, int requestBytes, int replyBytes) {
    int excess = replyBytes - requestBytes;
    if (excess <= 0 || trusts(now, to)) {
      return true;
    }
    Address block = to.block();
    long address = limits.perAddress().charge(now, addresses.get(to), excess);
    long shared = limits.perBlock().charge(now, blocks.get(block), excess);
    long total = limits.total().charge(now, totalFullAt, excess);
    if (address == Rate.REFUSED || shared == Rate.REFUSED || total == Rate.REFUSED) {
      return false;
    }
    addresses.put(now, to, address);
    blocks.put(now, block, shared);
    totalFullAt = total;
    return true;
  }
}
