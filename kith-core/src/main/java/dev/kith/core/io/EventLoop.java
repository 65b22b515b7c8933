package dev.kith.core.io;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import dev.kith.core.observe.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The real loop: one thread that waits for datagrams, timers and tasks and runs everything that
/// lives on it.
///
/// It works in turns. A turn waits until there is something to do, reads the clock once, and then
/// hands out what arrived, runs the timers that are due and the tasks other threads left, each up
/// to a bound, so that a flood on one socket delays the others and does not starve them. What was
/// sent during a turn goes out at its end, together.
///
/// Code that throws on this thread does not stop it: the failure is counted, reported to the
/// observer as [Event.InvariantBroken], with the datagram if there is one, and survived. Reports
/// are bounded too, to sixteen a second: a stranger may have found out how to cause them.
///
/// What [Loop] reserves for the loop's own thread refuses others with an [IllegalStateException];
/// all else may be called from any.
public final class EventLoop implements Loop, AutoCloseable {
  private static final long MAX_WAIT_NANOS = 3_600_000_000_000L;
  private static final long BREATHER_NANOS = 10_000_000;
  // At the end each callback that is due may ask its disk so often once more, and all of them
  // together at least so often: far more than they do, unless they ask for ever.
  private static final int LAST_ASKS_EACH = 16;
  private static final int LAST_ASKS = 1 << 16;
  // How often what is told of its end may have more to be told at once: each candidate of a search.
  private static final int LAST_ROUNDS = 1_024;

  private final LoopOptions options;
  private final LoopCounters counters;
  private final Reports reports;
  private final Sockets sockets;
  private final Mailbox mailbox;
  private final Timers timers = new Timers();
  private final RandomGenerator random = new StrongRandom();
  private final byte[] scratch = new byte[1 << 16];
  private final List<LoopWire<?>> wires = new ArrayList<>();
  private final List<LoopWire<?>> dirty = new ArrayList<>();
  private final List<SystemDisk> disks = new CopyOnWriteArrayList<>();
  private final Disk disk;
  private final Thread thread;
  private final long origin = System.nanoTime();
  private long now;
  private boolean wireClosed;
  private volatile boolean closing;

  private EventLoop(LoopOptions options, LoopCounters counters, Sockets sockets)
      throws IOException {
    this.options = options;
    this.counters = counters;
    this.reports = new Reports(options.observer(), counters);
    this.sockets = sockets;
    this.mailbox = new Mailbox(options.maxPendingTasks());
    Path folder = options.folder();
    this.disk = folder == null ? new MemoryDisk(this::complete) : diskIn(folder);
    this.thread =
        Thread.ofPlatform().name(options.name()).daemon(options.daemon()).unstarted(this::run);
  }

  /// Starts a loop.
  ///
  /// @throws IOException if its folder cannot be used, see [FolderLock], or if the system gives no
  ///   sockets
  public static EventLoop start(LoopOptions options) throws IOException {
    LoopCounters counters = new LoopCounters();
    return start(options, counters, Backends.open(options, counters));
  }

  /// Starts a loop on sockets of the caller's making.
  static EventLoop start(LoopOptions options, LoopCounters counters, Sockets sockets)
      throws IOException {
    EventLoop loop;
    try {
      loop = new EventLoop(options, counters, sockets);
    } catch (IOException folderRefused) {
      sockets.close();
      throw folderRefused;
    }
    loop.thread.start();
    return loop;
  }

  // For any thread

  @Override
  public void execute(Runnable task) {
    if (mailbox.put(task)) {
      sockets.wake();
    }
  }

  @Override
  public void executeAnyway(Runnable task) {
    if (mailbox.putAnyway(task)) {
      sockets.wake();
    }
  }

  /// Runs `task` on the loop and completes the future, on the loop's thread, with its result or
  /// with what it threw.
  ///
  /// @throws RejectedExecutionException if the loop has closed
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
          }
        });
    return result;
  }

  /// This loop with a disk at `folder`, for one of several nodes that share it: their files would
  /// have the same names. The folder is given up when the loop ends.
  ///
  /// @throws IOException if the folder cannot be used, see [FolderLock], or if the loop has closed
  public Loop inFolder(Path folder) throws IOException {
    return withDisk(diskIn(folder));
  }

  /// This loop with a new disk in memory.
  public Loop inMemory() {
    return withDisk(new MemoryDisk(this::complete));
  }

  /// This loop with a disk of the caller's, who closes it.
  public Loop withDisk(Disk other) {
    return new LoopView(this, other);
  }

  /// What the loop has counted so far.
  public LoopCounts counts() {
    return counters.snapshot();
  }

  /// Which kind of sockets the loop uses: never [LoopOptions.Backend#AUTOMATIC].
  public LoopOptions.Backend backend() {
    return sockets.backend();
  }

  /// Whether the caller is on the loop's own thread, which must not wait for the loop.
  public boolean isOnThread() {
    return Thread.currentThread().equals(thread);
  }

  /// Ends the loop: tasks already accepted run, writes already asked for become durable and are
  /// called back, what was sent is flushed; then sockets close and timers with a delay are dropped.
  /// Returns when that is done, or at once when called on the loop's own thread or when the caller
  /// is interrupted. Idempotent.
  @Override
  public void close() {
    closing = true;
    mailbox.close();
    sockets.wake();
    if (isOnThread()) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  // For the loop's thread

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /// As [Loop#after] says. A timer beyond [LoopOptions#maxPendingTimers] is reported as broken,
  /// with the place that sets it, and set: refused, it would leave a node that looks alive and
  /// waits for ever.
  @Override
  public Timer after(long delayNanos, Runnable task) {
    mustBeOnThread();
    int most = options.maxPendingTimers();
    if (timers.size() >= most) {
      report(
          "after",
          new IllegalStateException("more than " + most + " timers"),
          task.getClass()::getName);
    }
    return timers.set(now, delayNanos, task);
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) throws IOException {
    mustBeOnThread();
    LoopWire<M> wire = new LoopWire<>(this, sockets.open(local), codec, inbox);
    wires.add(wire);
    return wire;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  // For the parts of this package

  LoopCounters counters() {
    return counters;
  }

  Sockets sockets() {
    return sockets;
  }

  /// Room for one datagram, for the duration of one call.
  byte[] scratch() {
    return scratch;
  }

  void flushLater(LoopWire<?> wire) {
    dirty.add(wire);
  }

  void forgetLater() {
    wireClosed = true;
  }

  void mustBeOnThread() {
    if (!isOnThread()) {
      throw new IllegalStateException(
          "this belongs to the thread " + thread.getName() + "; use execute from others");
    }
  }

  void health(String state, String detail) {
    reports.health(state, detail);
  }

  void report(String what, Throwable broken, Supplier<String> detail) {
    // Work that outlives a closing loop is refused, and that is no failure.
    if (!closing || !(broken instanceof RejectedExecutionException)) {
      reports.broken(now, what, broken, detail);
    }
  }

  /// Leaves the completion of a disk operation, which is not refused while the loop is closing.
  private void complete(Runnable callback) {
    if (mailbox.putLast(callback)) {
      sockets.wake();
    }
  }

  private SystemDisk diskIn(Path folder) throws IOException {
    SystemDisk files = new SystemDisk(folder, this::complete);
    disks.add(files);
    if (closing) { // perhaps too late for its end to see the disk
      files.close();
      throw new IOException("the loop has closed");
    }
    return files;
  }

  // The turns

  private void run() {
    try {
      while (!closing) {
        turnGuarded();
      }
    } finally {
      end();
    }
  }

  private void turnGuarded() {
    try {
      turn();
    } catch (Throwable broken) {
      // Not of a node's making, or memory ran out; what is left of the turn comes in the next.
      report("turn", broken, () -> "the turn was broken off");
      LockSupport.parkNanos(BREATHER_NANOS);
    }
  }

  private void turn() {
    await();
    now = Math.max(now, System.nanoTime() - origin);
    counters.turns.add(1);
    // Wires opened during this turn are last and have nothing yet; closed ones go afterwards.
    for (int i = 0; i < wires.size(); i++) {
      wires.get(i).receive(options.maxDatagramsPerTurn());
    }
    timers.run(now, options.maxTimersPerTurn(), this::runGuarded);
    runTasks(options.maxTasksPerTurn());
    flush();
    if (wireClosed) {
      wireClosed = false;
      wires.removeIf(wire -> !wire.isOpen());
    }
  }

  private void await() {
    try {
      sockets.await(mailbox.fallAsleep() ? patience() : 0);
    } catch (IOException | RuntimeException broken) {
      report("await", broken, () -> "the wait for sockets failed");
      LockSupport.parkNanos(BREATHER_NANOS);
    } finally {
      mailbox.wokeUp();
    }
  }

  private long patience() {
    long current = Math.max(now, System.nanoTime() - origin);
    return Math.min(timers.untilNext(current), MAX_WAIT_NANOS);
  }

  private void runTasks(int max) {
    // Tasks that tasks leave run in a later turn.
    int count = Math.min(mailbox.size(), max);
    for (int i = 0; i < count; i++) {
      Runnable task = mailbox.take();
      if (task != null) {
        runGuarded(task);
      }
    }
  }

  private void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable broken) {
      report("task", broken, task.getClass()::getName);
    }
  }

  private void flush() {
    if (!dirty.isEmpty()) {
      dirty.removeIf(LoopWire::flush);
    }
  }

  private void end() {
    closing = true; // also if an error of the runtime has ended the turns
    mailbox.close(); // whoever set `closing` may not have come to that yet
    runTasks(Integer.MAX_VALUE);
    runLastTimers();
    disks.forEach(files -> runGuarded(files::close));
    runLastTasks();
    runLastTimers();
    runGuarded(this::flush);
    wires.forEach(wire -> runGuarded(wire::close));
    runGuarded(sockets::close);
  }

  // What was to be done at once, in a later turn: whoever closes tells others so of the end of what
  // they wait for.
  private void runLastTimers() {
    for (int round = 0; round < LAST_ROUNDS; round++) {
      if (timers.runSoon(Integer.MAX_VALUE, this::runGuarded) == 0) {
        return;
      }
    }
  }

  // Only disks still leave tasks: what a callback asks of one is answered too, if only with a
  // refusal. No later turn would, so whoever waits for the answer would wait for ever.
  private void runLastTasks() {
    long most = LAST_ASKS + (1L + LAST_ASKS_EACH) * mailbox.size();
    for (long i = 0; i < most; i++) {
      Runnable task = mailbox.take();
      if (task == null) {
        return;
      }
      runGuarded(task);
    }
    report(
        "end", new IllegalStateException("callbacks ask for ever"), () -> mailbox.size() + " left");
  }
}
