package dev.kith.sim;

import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Loop;
import dev.kith.sim.link.Link;
import dev.kith.sim.link.LinkState;
import java.net.BindException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A machine of the simulated world: addresses, a loop, a clock, a disk and a link.
///
/// What runs on it lives on [#loop]. A crash ends that loop, its timers and sockets at once and
/// without notice; the disk stays. Use from the thread that runs the world.
public final class SimHost {
  // As many datagrams as a usual socket buffer takes while a process stands still.
  private static final int MOST_HELD = 256;

  private final World world;
  private final int index;
  private final @Nullable Address v4;
  private final @Nullable Address v6;
  private final @Nullable NatGate gate;
  private final HostClock clock;
  private final SplitMix weather;
  private final boolean isNumbered; // whether its addresses were computed from its number
  private @Nullable Link link;
  private @Nullable LinkState linkState;
  private @Nullable SimLoop loop;
  private @Nullable SimWire<?> wires;
  private @Nullable SimDisk disk;
  private @Nullable Program program;
  private int incarnation;
  private int side;
  private int held;
  private long heldUntil;
  private long cloggedUntil;

  SimHost(World world, int index, HostBuilder from) {
    this.world = world;
    this.index = index;
    this.gate = from.gate;
    this.link = from.link;
    this.v4 = from.v4;
    this.v6 = from.v6;
    this.isNumbered = gate == null && v4 != null && Addresses.numberOf(v4) == index;
    this.weather = SplitMix.split(world.seed(), 2L * index);
    this.clock = from.clock(weather);
    this.loop = newLoop();
  }

  /// The number of this host in its world, from 0 in the order of creation.
  public int index() {
    return index;
  }

  /// Its loop.
  ///
  /// @throws IllegalStateException if the host is down
  public Loop loop() {
    if (loop == null) {
      throw new IllegalStateException(this + " is down");
    }
    return loop;
  }

  /// Its address: IPv4, or IPv6 where it has no other. Private behind a NAT.
  public Address address() {
    return v4 != null ? v4 : address6();
  }

  /// Its IPv6 address.
  ///
  /// @throws IllegalStateException if it has none
  public Address address6() {
    if (v6 != null) {
      return v6;
    }
    if (!isNumbered()) {
      throw new IllegalStateException(this + " has no IPv6 address");
    }
    return Addresses.v6(index);
  }

  /// `port` at [#address].
  public Endpoint endpoint(int port) {
    return new Endpoint(address(), port);
  }

  /// Runs `what` on this host now, and again whenever it restarts.
  public void start(Program what) {
    program = what;
    what.start(this);
  }

  /// Whether it is running, be it paused.
  public boolean isUp() {
    return loop != null;
  }

  /// Ends everything that runs here, without notice. Memory is lost, the disk is kept, but for
  /// writes under way: each of those either happened or did not.
  public void crash() {
    SimLoop ending = loop;
    if (ending == null) {
      return;
    }
    loop = null;
    ending.close();
    while (wires != null) {
      wires.close();
    }
    if (disk != null) {
      disk.crash();
    }
    world.trace().add(index, ~world.now());
  }

  /// Comes up again after a crash, with a new loop, and starts its program again.
  public void restart() {
    if (loop != null) {
      return;
    }
    incarnation++;
    heldUntil = 0;
    loop = newLoop();
    if (program != null) {
      program.start(this);
    }
  }

  /// Crashes for good: the world forgets this host, and its address leads nowhere.
  public void leave() {
    crash();
    program = null;
    world.forget(this);
  }

  /// Stands still for `duration`, as a stopped process does: nothing runs, and datagrams wait, as
  /// many as a socket's buffer takes.
  public void pause(Duration duration) {
    heldUntil = Math.max(heldUntil, world.now() + duration.toNanos());
    held = 0;
  }

  /// Holds all datagrams on their way here back for `duration`; they then come at once.
  public void clog(Duration duration) {
    cloggedUntil = Math.max(cloggedUntil, world.now() + duration.toNanos());
  }

  /// Its clocks.
  public HostClock clock() {
    return clock;
  }

  /// Its disk.
  public SimDisk disk() {
    if (disk == null) {
      disk = new SimDisk(this);
    }
    return disk;
  }

  /// The link it is reached by.
  public Link link() {
    return link != null ? link : world.link();
  }

  /// Reaches it by another link from now on; `null` for that of the world.
  public void link(@Nullable Link other) {
    link = other;
  }

  /// The side it is on while the world is parted.
  public int side() {
    return side;
  }

  /// Puts it on a side for the next [World#part].
  public void side(int number) {
    side = number;
  }

  /// The timers that wait on its loop; 0 when it is down.
  public int liveTimers() {
    return loop == null ? 0 : loop.liveTimers();
  }

  World world() {
    return world;
  }

  @Nullable NatGate gate() {
    return gate;
  }

  Realm realm() {
    return gate != null ? gate.realm() : world.network().realm();
  }

  RandomGenerator weather() {
    return weather;
  }

  LinkState linkState() {
    if (linkState == null) {
      linkState = new LinkState();
    }
    return linkState;
  }

  boolean isHeld() {
    return heldUntil > world.now();
  }

  long heldFor() {
    return heldUntil - world.now();
  }

  boolean holdDatagram() {
    return ++held <= MOST_HELD;
  }

  long cloggedFor() {
    return cloggedUntil == 0 ? 0 : cloggedUntil - world.now();
  }

  @Nullable SimWire<?> wires() {
    return wires;
  }

  void wires(@Nullable SimWire<?> first) {
    wires = first;
  }

  @Nullable SimWire<?> wireAt(Endpoint endpoint) {
    for (SimWire<?> wire = wires; wire != null; wire = wire.next) {
      if (wire.source().equals(endpoint)) {
        return wire;
      }
    }
    return null;
  }

  boolean isRunning(SimLoop which) {
    return loop == which;
  }

  /// The address a socket bound to `asked` has.
  Address bindable(Address asked) throws BindException {
    if (asked.isWildcard() && asked.isV4() && v4 != null) {
      return v4;
    }
    if (asked.isWildcard() && !asked.isV4() && hasV6()) {
      return address6();
    }
    if (v4 != null && asked.equals(v4) || !asked.isV4() && hasV6() && asked.equals(address6())) {
      return asked;
    }
    throw new BindException("Cannot assign requested address: " + asked + " on " + this);
  }

  boolean isNumbered() {
    return isNumbered;
  }

  private boolean hasV6() {
    return v6 != null || isNumbered();
  }

  private SimLoop newLoop() {
    long stream = (2L * index + 1) + ((long) incarnation << 40);
    return new SimLoop(world, this, SplitMix.split(world.seed(), stream));
  }

  @Override
  public String toString() {
    return "host " + index + " (" + (v4 != null ? v4 : v6) + ")";
  }

  /// What runs on a host.
  @FunctionalInterface
  public interface Program {
    /// Starts on the loop of `host`, which is new: at first, and after each restart.
    void start(SimHost host);
  }
}
