package dev.kith.core.limit;

import dev.kith.core.net.Address;

/// Allows each address things at a bounded rate, in a table of bounded size.
///
/// An IPv6 address counts as its /64, which one host may use all of. When more addresses are active
/// than the table holds, those forgotten are the ones that had used least of their allowance; a
/// flood from very many addresses is not stopped here, but by a [RateLimiter] of all together. Told
/// the time in nanoseconds; for one thread.
public final class AddressRateLimiter {
  private final AddressLimits limits;
  private final AddressMoments fullAt;

  /// A limiter that has seen nobody.
  ///
  /// @param seed secret and random, so that strangers cannot choose addresses that meet in the
  ///   table
  public AddressRateLimiter(AddressLimits limits, long seed) {
    this.limits = limits;
    this.fullAt = new AddressMoments(limits.mostAddresses(), seed);
  }

  /// Whether one more of `address` is allowed now; if so it is counted.
  public boolean admits(long now, Address address) {
    return admits(now, address, 1);
  }

  /// Whether `cost` of `address` is allowed now, all of it; if so it is counted.
  public boolean admits(long now, Address address, long cost) {
    if (limits.exemptsLocal() && address.isLocal()) {
      return true;
    }
    Address host = address.isV4() ? address : address.block();
    long charged = limits.each().charge(now, fullAt.get(host), cost);
    if (charged == Rate.REFUSED) {
      return false;
    }
    fullAt.put(now, host, charged);
    return true;
  }

  /// How many addresses the table has room for now; it grows up to its bound and stays there.
  public int capacity() {
    return fullAt.capacity();
  }
}
