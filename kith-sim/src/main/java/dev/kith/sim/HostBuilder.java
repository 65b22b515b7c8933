package dev.kith.sim;

import dev.kith.core.net.Address;
import dev.kith.sim.link.Link;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A host to be: by default at a public-looking address of its own, on the world's link, with
/// correct clocks.
public final class HostBuilder {
  private final World world;
  @Nullable Address v4;
  @Nullable Address v6;
  @Nullable NatGate gate;
  @Nullable Link link;
  private int driftPpm;
  private Duration wallOffset = Duration.ZERO;

  HostBuilder(World world) {
    this.world = world;
  }

  /// At this address instead. Several hosts may share one, if they use different ports; loopback
  /// and private ones are fine.
  public HostBuilder address(Address address) {
    if (address.isV4()) {
      v4 = address;
    } else {
      v6 = address;
    }
    return this;
  }

  /// Behind this NAT, at a private address.
  public HostBuilder behind(NatGate nat) {
    gate = nat;
    return this;
  }

  /// Reached by this link.
  public HostBuilder link(Link other) {
    link = other;
    return this;
  }

  /// With a monotonic clock that gains this many parts per million (or loses, below 0).
  public HostBuilder drift(int partsPerMillion) {
    driftPpm = partsPerMillion;
    return this;
  }

  /// With a wall clock that is wrong by this much.
  public HostBuilder wallOffset(Duration offset) {
    wallOffset = offset;
    return this;
  }

  /// Adds the host to the world; it is up.
  public SimHost build() {
    return world.add(this);
  }

  HostClock clock(RandomGenerator random) {
    // Any origin will do; one apart for each host shows who compares clocks of two hosts.
    return new HostClock(random.nextLong(3_600_000_000L) * 1_000, driftPpm, wallOffset);
  }
}
