package dev.kith.sim;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.core.time.TimingWheel;
import dev.kith.sim.link.Link;
import dev.kith.sim.link.NatKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A simulated world: hosts, the network between them, and virtual time, which moves only while
/// [#run], [#runUntil] or [#await] runs and jumps from event to event.
///
/// ```java
/// World world = World.seeded(42);
/// SimHost host = world.host();
/// Node node = new Node(host.loop(), …);
/// world.await(node.join(…));
/// ```
///
/// All randomness comes from the seed, split for each host. The same seed and scenario give the
/// same events in the same order, and the same [#traceHash]. Time is kept in steps of a
/// microsecond; events of the same microsecond happen in the order in which they were set.
///
/// For the thread that created it; only `Loop.execute` may be called from others, at the cost of
/// repeatability.
public final class World {
  private static final long TICK_NANOS = 1_000;
  private static final long PROGRESS_MASK = 0xffff;
  private static final Duration LONGEST_AWAIT = Duration.ofDays(1);

  private final long seed;
  private final String scenario;
  private final TimingWheel<Object> wheel = new TimingWheel<>(TICK_NANOS, 0);
  private final Tally tally = new Tally();
  private final Trace trace = new Trace();
  private final Network network;
  private final List<@Nullable SimHost> hosts = new ArrayList<>();
  private final Map<Address, NatGate> gates = new HashMap<>();
  private final Queue<Runnable> outside = new ConcurrentLinkedQueue<>();
  private final long threadId = Thread.currentThread().threadId();
  private final Checks checks = new Checks(this);
  private final SharedValues shared = new SharedValues();
  private @Nullable Consumer<World> progress;
  private Link link;
  private boolean parted;
  private long now;
  private int gateAddresses;

  World(WorldBuilder from) {
    this.seed = from.seed;
    this.scenario = from.scenario;
    this.link = from.link;
    this.network = new Network(this, from.handsOver, seed);
  }

  /// A world with the standard link and full codecs.
  public static World seeded(long seed) {
    return builder().seed(seed).build();
  }

  /// A world to be configured.
  public static WorldBuilder builder() {
    return new WorldBuilder();
  }

  /// Adds a host at the next public-looking address, one in each /24.
  public SimHost host() {
    return newHost().build();
  }

  /// A host to be configured.
  public HostBuilder newHost() {
    return new HostBuilder(this);
  }

  /// Adds a NAT at a public-looking address of its own, which forgets mappings unused for
  /// `timeout`.
  public NatGate nat(NatKind kind, Duration timeout) {
    NatGate gate = new NatGate(this, kind, nextGateAddress(), timeout);
    gates.put(gate.address(), gate);
    return gate;
  }

  /// The hosts that have not left, in the order of their creation.
  public List<SimHost> hosts() {
    return hosts.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  /// The time since the world began, in nanoseconds. Hosts have clocks of their own.
  public long now() {
    return now;
  }

  /// The time since the world began.
  public Duration elapsed() {
    return Duration.ofNanos(now);
  }

  /// The seed of all randomness here.
  public long seed() {
    return seed;
  }

  /// The link of all hosts that have none of their own.
  public Link link() {
    return link;
  }

  /// Changes the link of all hosts that have none of their own.
  public void link(Link other) {
    link = other;
  }

  /// Parts the hosts: from now on a datagram passes only between hosts of the same side. `side`
  /// names the side of each host; hosts added later are on side 0.
  public void part(ToIntFunction<SimHost> side) {
    for (SimHost host : hosts()) {
      host.side(side.applyAsInt(host));
    }
    parted = true;
  }

  /// Ends the partition.
  public void heal() {
    parted = false;
  }

  /// Runs `task`, which belongs to the scenario and not to a host, after `delay`.
  public void after(Duration delay, Runnable task) {
    schedule(delay.toNanos(), new ScenarioTask(task));
  }

  /// Runs `task` now and then every `period`, for ever.
  public void every(Duration period, Runnable task) {
    task.run();
    after(period, () -> every(period, task));
  }

  /// Sends a datagram into the network at `origin` as if it came from `source`, be that forged.
  public void forge(SimHost origin, Endpoint source, Endpoint to, Bytes datagram) {
    network.forge(origin, source, to, network.payloadOf(datagram));
  }

  /// As [#forge(SimHost,Endpoint,Endpoint,Bytes)] in a world that hands messages over.
  public void forgeMessage(SimHost origin, Endpoint source, Endpoint to, Object message) {
    network.forge(origin, source, to, message);
  }

  /// Shows every datagram sent from now on to `tap`.
  public void tap(Tap tap) {
    network.tap(tap);
  }

  /// Calls `listener` now and then, every 65,536 events, for showing progress. It must not change
  /// anything.
  public void onProgress(Consumer<World> listener) {
    progress = listener;
  }

  /// What must hold, and when that is checked.
  public Checks checks() {
    return checks;
  }

  /// What was counted so far.
  public Tally tally() {
    return tally;
  }

  /// A fingerprint of all events so far: equal for equal runs.
  public long traceHash() {
    return trace.hash();
  }

  /// Lets `duration` pass.
  public void run(Duration duration) {
    long until = now + duration.toNanos();
    while (step(until)) {}
    now = Math.max(now, until);
  }

  /// Lets time pass until `condition` holds, `limit` at most; returns whether it holds. It is asked
  /// after every event.
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long until = now + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!step(until)) {
        now = Math.max(now, until);
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /// Lets time pass until `future` is done, a day at most, and returns its result.
  ///
  /// @throws SimulationFailure if it fails, with its cause, or is not done within the limit
  public <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    return await(future, LONGEST_AWAIT);
  }

  /// As [#await(CompletableFuture)], for `limit` at most.
  public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration limit) {
    if (!runUntil(future::isDone, limit)) {
      throw failure("nothing came of what was awaited within " + limit, null);
    }
    if (future.isCompletedExceptionally()) {
      Throwable why = future.exceptionNow();
      throw failure("what was awaited failed: " + why, why);
    }
    return future.resultNow();
  }

  /// Lets time pass until no datagram has been sent for `quiet`, `limit` at most; returns whether
  /// it became quiet.
  public boolean settle(Duration quiet, Duration limit) {
    long until = now + limit.toNanos();
    long sent = -1;
    while (now < until) {
      if (tally.sent() == sent) {
        return true;
      }
      sent = tally.sent();
      run(Duration.ofNanos(Math.min(quiet.toNanos(), until - now)));
    }
    return false;
  }

  /// A failure of this run, to be thrown.
  public SimulationFailure failure(String what, @Nullable Throwable cause) {
    return new SimulationFailure(toString(), what, cause);
  }

  /// What is needed to replay the run, and where it stands.
  @Override
  public String toString() {
    return "seed=%d scenario=%s at=%s".formatted(seed, scenario, elapsed());
  }

  private boolean step(long until) {
    if (!outside.isEmpty()) {
      for (Runnable task = outside.poll(); task != null; task = outside.poll()) {
        task.run();
      }
    }
    Object event = wheel.poll(until);
    if (event == null) {
      return false;
    }
    now = Math.max(now, wheel.polledAt());
    tally.event();
    try {
      happen(event, wheel.polledData());
    } catch (SimulationFailure failure) {
      throw failure;
    } catch (RuntimeException | Error broken) {
      throw failure("a node broke: " + broken, broken);
    }
    checks.afterEvent();
    if (progress != null && (tally.events() & PROGRESS_MASK) == 0) {
      progress.accept(this);
    }
    return true;
  }

  private void happen(Object event, long route) {
    if (route >= 0) {
      trace.add(route ^ fingerprint(event), now);
      network.deliver(route, event);
    } else {
      Occurrence occurrence = (Occurrence) event;
      tally.timer();
      trace.add(~(long) occurrence.kind(), now);
      occurrence.happen();
    }
  }

  private static long fingerprint(Object payload) {
    return payload instanceof byte[] datagram ? (long) Arrays.hashCode(datagram) << 32 : 0;
  }

  long schedule(long delayNanos, Occurrence occurrence) {
    return wheel.schedule(later(delayNanos), occurrence, -1);
  }

  void scheduleDelivery(long delayNanos, Object payload, long route) {
    wheel.schedule(later(delayNanos), payload, route);
  }

  void cancel(long handle) {
    wheel.cancel(handle);
  }

  private long later(long delayNanos) {
    long due = now + delayNanos;
    return due < 0 ? Long.MAX_VALUE : due;
  }

  boolean isOwnThread() {
    return Thread.currentThread().threadId() == threadId;
  }

  void fromOutside(Runnable task) {
    outside.add(task);
  }

  boolean isParted() {
    return parted;
  }

  Network network() {
    return network;
  }

  Trace trace() {
    return trace;
  }

  SharedValues shared() {
    return shared;
  }

  SimHost add(HostBuilder builder) {
    int index = hosts.size();
    NatGate gate = builder.gate;
    if (gate != null) {
      builder.v4 = gate.nextInside();
      gate.box().expose(builder.v4);
    } else if (builder.v4 == null && builder.v6 == null) {
      builder.v4 = Addresses.v4(index);
    }
    SimHost host = new SimHost(this, index, builder);
    hosts.add(host);
    if (numbered(host.address()) != host) {
      host.realm().add(host, host.address());
    }
    return host;
  }

  void forget(SimHost host) {
    hosts.set(host.index(), null);
    host.realm().forget(host, host.address());
  }

  void move(NatGate gate) {
    gates.remove(gate.address());
    gate.box().move(nextGateAddress());
    gates.put(gate.address(), gate);
  }

  @Nullable NatGate gateAt(Address address) {
    return gates.isEmpty() ? null : gates.get(address);
  }

  @Nullable SimHost hostAt(Address address) {
    SimHost numbered = numbered(address);
    return numbered != null ? numbered : network.realm().hostAt(address);
  }

  /// The host whose address was computed from its number, if `address` is that.
  @Nullable SimHost numbered(Address address) {
    int number = Addresses.numberOf(address);
    if (number < 0 || number >= hosts.size()) {
      return null;
    }
    SimHost host = hosts.get(number);
    return host != null && host.isNumbered() ? host : null;
  }

  // From the far end of the space, where hosts come last.
  private Address nextGateAddress() {
    return Addresses.v4(Addresses.MOST - 1 - gateAddresses++);
  }

  private static final class ScenarioTask implements Occurrence {
    private final Runnable task;

    ScenarioTask(Runnable task) {
      this.task = task;
    }

    @Override
    public int kind() {
      return -1;
    }

    @Override
    public void happen() {
      task.run();
    }
  }
}
