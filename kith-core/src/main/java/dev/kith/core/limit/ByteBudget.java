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
/// Requests of our own to such addresses are charged to the same budget, of which replies leave a
/// quarter: else whoever forges requests could keep us from asking anybody.
///
/// Tables are of bounded size. Told the time in nanoseconds; for one thread.
public final class ByteBudget {
  // What replies leave of each limit: one part in so many.
  private static final int KEPT = 4;

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

  /// Whether `replyBytes` may be sent to `to`, who sent `requestBytes`; if so they are charged.
  /// With 0 for `requestBytes` it is whether something else may be sent there on account of a
  /// request.
  public boolean admits(long now, Address to, int requestBytes, int replyBytes) {
    int excess = replyBytes - requestBytes;
    return excess <= 0 || trusts(now, to) || charge(now, to, excess, true);
  }

  /// Whether `bytes` may be sent to `to` of our own accord; if so they are charged.
  public boolean admitsOwn(long now, Address to, int bytes) {
    return trusts(now, to) || charge(now, to, bytes, false);
  }

  private boolean charge(long now, Address to, int bytes, boolean isReply) {
    Address block = to.block();
    long address = charge(now, limits.perAddress(), addresses.get(to), bytes, isReply);
    long shared = charge(now, limits.perBlock(), blocks.get(block), bytes, isReply);
    long total = charge(now, limits.total(), totalFullAt, bytes, isReply);
    if (address == Rate.REFUSED || shared == Rate.REFUSED || total == Rate.REFUSED) {
      return false;
    }
    addresses.put(now, to, address);
    blocks.put(now, block, shared);
    totalFullAt = total;
    return true;
  }

  private static long charge(long now, Rate rate, long fullAt, int bytes, boolean isReply) {
    return rate.charge(now, fullAt, bytes, isReply ? rate.burst() / KEPT : 0);
  }
}
