package dev.kith.core.limit;

import dev.kith.core.net.Address;
import java.time.Duration;

/// The addresses known to be real: who has answered a ping of ours, or shown a token we gave out,
/// within the last ten minutes. A spoofed source can do neither.
///
/// Kept in a table of bounded size; when it is full, whoever was validated longest ago is forgotten
/// first. All addresses of an IPv6 /48 have a thirty-second of it, lest one host that can prove as
/// many as it likes have everybody else forgotten. Told the time in nanoseconds; for one thread.
public final class ValidatedAddresses {
  private final AddressMoments until;
  private final long lastingNanos;

  /// A table of up to `most` addresses (rounded up to a power of two, 16 bytes each), valid for ten
  /// minutes.
  ///
  /// @param seed secret and random, so that strangers cannot choose addresses that meet in the
  ///   table
  public ValidatedAddresses(int most, long seed) {
    this(most, Duration.ofMinutes(10), seed);
  }

  /// The same with another time for which an address stays valid.
  public ValidatedAddresses(int most, Duration lasting, long seed) {
    this.until = AddressMoments.confiningSites(most, seed);
    this.lastingNanos = lasting.toNanos();
  }

  /// Takes note that `address` has just shown that it is real.
  public void add(long now, Address address) {
    until.put(now, address, now + lastingNanos);
  }

  /// Whether `address` has shown that it is real, not too long ago.
  public boolean contains(long now, Address address) {
    return until.get(address) > now;
  }
}
