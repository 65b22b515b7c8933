package dev.kith.core.net;

import java.io.IOException;
import java.util.random.RandomGenerator;

/// Everything a node may ask of the world: the time, timers, randomness, datagrams and a disk.
///
/// A node lives on one loop and runs only on its thread, so it needs no locks. The real loop is in
/// `dev.kith.core.io`; the simulator brings another one, on which the same node classes run under
/// virtual time. All methods but [#execute] must be called on the loop's thread.
public interface Loop {
  /// The monotonic clock in nanoseconds, constant within one turn of the loop. Its origin means
  /// nothing; it does not follow changes of the wall clock. Never negative.
  long now();

  /// The wall clock in milliseconds since 1970, for what is shown to people or kept on disk. May
  /// jump; deadlines never depend on it.
  long wallMillis();

  /// The source of randomness: cryptographically strong in production, seeded in a simulation.
  RandomGenerator random();

  /// Runs `task` on this loop after at least `delayNanos`; at once, in a later turn, if that is not
  /// positive. Tasks of the same instant run in the order in which they were set. Never refused,
  /// since no node can do without its timers: it bounds what it sets them for. Those without a
  /// delay also run when the loop closes, if what set them does.
  Timer after(long delayNanos, Runnable task);

  /// Runs `task` on this loop, in a later turn. May be called from any thread. After the loop has
  /// closed the task is not run.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException if the loop has closed
  /// @throws LoopBusyException if it is too far behind with its tasks to take another
  void execute(Runnable task);

  /// As [#execute], however far behind the loop is: for the end of what has begun, such as a close
  /// or an outcome that somebody waits for. The caller bounds what it leaves here.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException if the loop has closed
  default void executeAnyway(Runnable task) {
    execute(task);
  }

  /// Binds a UDP socket and gives its datagrams, decoded, to `inbox`. Port 0 picks a free port.
  ///
  /// @throws IOException if the address cannot be bound; `java.net.BindException` if it is taken
  <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) throws IOException;

  /// The disk of this node.
  Disk disk();

  /// An immutable value equal to `value`, for keeping: where many nodes live in one process, they
  /// know the same others, and need not each have a copy of what they know of them. Here, `value`
  /// itself.
  default <T> T shared(T value) {
    return value;
  }

  /// A pending call; see [Loop#after].
  interface Timer {
    /// Prevents the call if it has not happened yet; otherwise does nothing.
    void cancel();
  }
}
