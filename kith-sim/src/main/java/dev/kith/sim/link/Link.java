package dev.kith.sim.link;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The character of the way between a host and the others. Immutable; the presets are named after
/// life, and every `with…` method gives a variant.
///
/// Between two hosts of one and the same link (the same object) the whole way has that link's
/// character. Between hosts of different links a datagram is as slow as the slower of the two and
/// suffers the faults of both. A pair of hosts keeps its round-trip time; what varies from datagram
/// to datagram is the jitter.
public final class Link {
  /// The longest UDP payload over IPv4, in bytes.
  public static final int LONGEST_PAYLOAD = 65_507;

  // An IPv4 and a UDP header.
  private static final int HEADERS = 28;

  private final Delay roundTrip;
  private final Duration jitter;
  private final double loss;
  private final @Nullable Burst burst;
  private final double duplication;
  private final double reordering;
  private final Duration reorderedBy;
  private final int mtu;
  private final boolean fragments;
  private final long bytesPerSecond;
  private final Duration mostQueued;
  private final boolean plain;

  private Link(Shape shape) {
    roundTrip = shape.roundTrip;
    jitter = shape.jitter;
    loss = requireShare("loss", shape.loss);
    burst = shape.burst;
    duplication = requireShare("duplication", shape.duplication);
    reordering = requireShare("reordering", shape.reordering);
    reorderedBy = shape.reorderedBy;
    mtu = shape.mtu;
    fragments = shape.fragments;
    bytesPerSecond = shape.bytesPerSecond;
    mostQueued = shape.mostQueued;
    plain =
        jitter.isZero()
            && loss == 0
            && burst == null
            && duplication == 0
            && reordering == 0
            && bytesPerSecond == 0
            && fragments;
  }

  /// A faultless link with these round trips, an MTU of 1,500 bytes and fragmentation beyond it.
  public static Link of(Delay roundTrip) {
    return new Link(new Shape(roundTrip));
  }

  /// The standard latency model of every time bar: round trips log-normal, median 100 ms, sigma 0.5
  /// (p99 about 320 ms), no faults.
  public static Link standard() {
    return Presets.STANDARD;
  }

  /// One office: round trips of 0.3 to 0.6 ms.
  public static Link lan() {
    return Presets.LAN;
  }

  /// A home: somewhat farther, with jitter and short bursts of loss.
  public static Link wifi() {
    return Presets.WIFI;
  }

  /// A phone on the move: much jitter, longer bursts, a smaller MTU and a deep queue.
  public static Link mobile() {
    return Presets.MOBILE;
  }

  /// A geostationary satellite: round trips around 620 ms, some loss, a narrow uplink.
  public static Link satellite() {
    return Presets.SATELLITE;
  }

  /// The preset called `name`: standard, lan, wifi, mobile or satellite.
  public static Optional<Link> named(String name) {
    return switch (name) {
      case "standard" -> Optional.of(standard());
      case "lan" -> Optional.of(lan());
      case "wifi" -> Optional.of(wifi());
      case "mobile" -> Optional.of(mobile());
      case "satellite" -> Optional.of(satellite());
      default -> Optional.empty();
    };
  }

  /// The same with each datagram later by an even draw from 0 to `most`.
  public Link withJitter(Duration most) {
    Shape shape = new Shape(this);
    shape.jitter = most;
    return new Link(shape);
  }

  /// The same with a share of datagrams lost, each for itself.
  public Link withLoss(double share) {
    Shape shape = new Shape(this);
    shape.loss = share;
    return new Link(shape);
  }

  /// The same with losses in bursts; `null` for none.
  public Link withBurst(@Nullable Burst losses) {
    Shape shape = new Shape(this);
    shape.burst = losses;
    return new Link(shape);
  }

  /// The same with a share of datagrams arriving twice, the second time up to a second later.
  public Link withDuplication(double share) {
    Shape shape = new Shape(this);
    shape.duplication = share;
    return new Link(shape);
  }

  /// The same with a share of datagrams held back by an even draw from 0 to `most`, so that later
  /// ones overtake them.
  public Link withReordering(double share, Duration most) {
    Shape shape = new Shape(this);
    shape.reordering = share;
    shape.reorderedBy = most;
    return new Link(shape);
  }

  /// The same with packets of `bytes` at most, headers included. What is longer is sent in
  /// fragments, each of which may be lost, or else dropped.
  public Link withMtu(int bytes, boolean inFragments) {
    Shape shape = new Shape(this);
    shape.mtu = bytes;
    shape.fragments = inFragments;
    return new Link(shape);
  }

  /// The same with a capacity, and a queue of `most` before it; 0 bytes for no limit.
  public Link withCapacity(long bytesEachSecond, Duration most) {
    Shape shape = new Shape(this);
    shape.bytesPerSecond = bytesEachSecond;
    shape.mostQueued = most;
    return new Link(shape);
  }

  /// The same with other round trips.
  public Link withRoundTrip(Delay distribution) {
    Shape shape = new Shape(this);
    shape.roundTrip = distribution;
    return new Link(shape);
  }

  /// The round trips between pairs of hosts.
  public Delay roundTrip() {
    return roundTrip;
  }

  /// Whether a datagram is only ever delayed, by half a round trip.
  public boolean isPlain() {
    return plain;
  }

  /// Whether what happened to earlier datagrams matters, so that a [LinkState] is needed.
  public boolean hasMemory() {
    return burst != null || bytesPerSecond != 0;
  }

  /// Works the faults of this link on a datagram of `bytes` bytes (0: not encoded, so size does not
  /// matter). `state` may be `null` where the link has no memory.
  public void pass(
      long now, int bytes, @Nullable LinkState state, RandomGenerator random, Passage passage) {
    int packets = 1 + Math.max(0, bytes + HEADERS - 1) / mtu;
    if (packets > 1 && !fragments) {
      passage.lose(Drop.MTU);
      return;
    }
    for (int i = 0; i < packets; i++) {
      if (loss > 0 && random.nextDouble() < loss) {
        passage.lose(Drop.LOSS);
        return;
      }
    }
    if (burst != null
        && Objects.requireNonNull(state).isBad(now, burst, random)
        && random.nextDouble() < burst.lossWhenBad()) {
      passage.lose(Drop.BURST);
      return;
    }
    if (bytesPerSecond > 0 && bytes > 0) {
      int onWire = bytes + HEADERS * packets;
      long sent =
          Objects.requireNonNull(state).queue(now, onWire, bytesPerSecond, mostQueued.toNanos());
      if (sent < 0) {
        passage.lose(Drop.QUEUE);
        return;
      }
      passage.slow(sent);
    }
    if (!jitter.isZero()) {
      passage.slow(random.nextLong(jitter.toNanos() + 1));
    }
    if (duplication > 0 && random.nextDouble() < duplication) {
      passage.duplicate(passage.delay() + random.nextLong(1_000_000_000L));
    }
    if (reordering > 0 && random.nextDouble() < reordering) {
      passage.slow(random.nextLong(reorderedBy.toNanos() + 1));
    }
  }

  /// All settings in one line.
  @Override
  public String toString() {
    return "Link[roundTrip=%s jitter=%s loss=%s burst=%s duplication=%s reordering=%s/%s mtu=%d%s capacity=%s]"
        .formatted(
            roundTrip,
            jitter,
            loss,
            burst == null ? "none" : burst,
            duplication,
            reordering,
            reorderedBy,
            mtu,
            fragments ? "" : " (drops longer)",
            bytesPerSecond == 0 ? "unlimited" : bytesPerSecond + " B/s, queue " + mostQueued);
  }

  /// Returns `share` if it is from 0 to 1.
  ///
  /// @throws IllegalArgumentException if it is not; `name` says what it is
  public static double requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " is a share from 0 to 1, not " + share);
    }
    return share;
  }

  // One object each, for hosts are of the same link only if it is the same object.
  private static final class Presets {
    static final Link STANDARD = of(Delay.logNormal(Duration.ofMillis(100), 0.5));
    static final Link LAN = of(Delay.uniform(Duration.ofNanos(300_000), Duration.ofNanos(600_000)));
    static final Link WIFI =
        of(Delay.logNormal(Duration.ofMillis(110), 0.5))
            .withJitter(Duration.ofMillis(8))
            .withBurst(new Burst(Duration.ofSeconds(12), Duration.ofMillis(120), 0.5))
            .withCapacity(4_000_000, Duration.ofMillis(300));
    static final Link MOBILE =
        of(Delay.logNormal(Duration.ofMillis(160), 0.5))
            .withJitter(Duration.ofMillis(40))
            .withLoss(0.005)
            .withBurst(new Burst(Duration.ofSeconds(8), Duration.ofMillis(400), 0.6))
            .withMtu(1_430, true)
            .withCapacity(1_000_000, Duration.ofSeconds(2));
    static final Link SATELLITE =
        of(Delay.logNormal(Duration.ofMillis(620), 0.08))
            .withJitter(Duration.ofMillis(20))
            .withLoss(0.01)
            .withCapacity(400_000, Duration.ofSeconds(1));
  }

  /// A link being changed.
  private static final class Shape {
    Delay roundTrip;
    Duration jitter = Duration.ZERO;
    double loss;
    @Nullable Burst burst;
    double duplication;
    double reordering;
    Duration reorderedBy = Duration.ZERO;
    int mtu = 1_500;
    boolean fragments = true;
    long bytesPerSecond;
    Duration mostQueued = Duration.ZERO;

    Shape(Delay roundTrip) {
      this.roundTrip = roundTrip;
    }

    Shape(Link link) {
      roundTrip = link.roundTrip;
      jitter = link.jitter;
      loss = link.loss;
      burst = link.burst;
      duplication = link.duplication;
      reordering = link.reordering;
      reorderedBy = link.reorderedBy;
      mtu = link.mtu;
      fragments = link.fragments;
      bytesPerSecond = link.bytesPerSecond;
      mostQueued = link.mostQueued;
    }
  }
}
