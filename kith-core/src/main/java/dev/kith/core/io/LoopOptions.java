package dev.kith.core.io;

import dev.kith.core.observe.Observer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How an [EventLoop] is to be. Immutable; made by [#builder()] or taken as they are by
/// [#defaults()].
///
/// @param name the name of the loop's thread; `kith-loop` by default
/// @param daemon whether the thread lets the process end while it runs; `false` by default, so that
///   a program with nothing but a node stays up
/// @param observer told of what went wrong in the loop itself, on its thread; [Observer#NONE] by
///   default
/// @param backend how sockets are served; [Backend#AUTOMATIC] by default
/// @param folder where the loop's disk keeps its files, created if need be and locked against other
///   processes; `null`, the default, keeps nothing on disk
/// @param receiveBufferBytes what the system is asked to hold of unread datagrams per socket; it
///   may grant less. 4 MiB by default: at 100,000 small datagrams a second some 50 ms of pause
/// @param sendBufferBytes the same for unsent ones; 1 MiB by default
/// @param maxSendQueueBytes how much one socket queues within a turn, or while the system takes no
///   more; beyond it, datagrams are lost. 1 MiB by default
/// @param maxDatagramsPerTurn how many datagrams of one socket are handled before others get their
///   turn; 256 by default. More is faster under load, less is fairer
/// @param maxTimersPerTurn how many due timers run in one turn; 4,096 by default
/// @param maxTasksPerTurn how many tasks from other threads run in one turn; 1,024 by default
/// @param maxPendingTasks how many such tasks may wait; 1,048,576 by default. Beyond it
///   [EventLoop#execute] refuses
/// @param maxPendingTimers how many timers are pending when something must be wrong; 4,194,304 by
///   default. Each one beyond it is set, counted and reported by [EventLoop#after]
public record LoopOptions(
    String name,
    boolean daemon,
    Observer observer,
    Backend backend,
    @Nullable Path folder,
    int receiveBufferBytes,
    int sendBufferBytes,
    int maxSendQueueBytes,
    int maxDatagramsPerTurn,
    int maxTimersPerTurn,
    int maxTasksPerTurn,
    int maxPendingTasks,
    int maxPendingTimers) {

  /// How sockets are served.
  public enum Backend {
    /// [#BATCHED] where it is available, else [#PLAIN]. For what runs for long.
    AUTOMATIC,
    /// One system call for each datagram, through the platform's channels. Works everywhere, and
    /// starts some 50 milliseconds sooner than [#BATCHED], for a program that asks one question.
    PLAIN,
    /// Many datagrams in one system call, on 64-bit Linux, if the program is started with native
    /// access enabled for this module.
    BATCHED
  }

  /// Checks that every bound is positive.
  public LoopOptions {
    atLeast(1024, "receiveBufferBytes", receiveBufferBytes);
    atLeast(1024, "sendBufferBytes", sendBufferBytes);
    atLeast(Outgoing.MAX_DATAGRAM_BYTES, "maxSendQueueBytes", maxSendQueueBytes);
    atLeast(1, "maxDatagramsPerTurn", maxDatagramsPerTurn);
    atLeast(1, "maxTimersPerTurn", maxTimersPerTurn);
    atLeast(1, "maxTasksPerTurn", maxTasksPerTurn);
    atLeast(1, "maxPendingTasks", maxPendingTasks);
    atLeast(1, "maxPendingTimers", maxPendingTimers);
  }

  /// The options with all their defaults.
  public static LoopOptions defaults() {
    return builder().build();
  }

  /// A builder in which everything has its default.
  public static Builder builder() {
    return new Builder();
  }

  private static void atLeast(int least, String option, int value) {
    if (value < least) {
      throw new IllegalArgumentException(option + " is at least " + least + ", not " + value);
    }
  }

  /// Collects options. Not safe for use by several threads.
  public static final class Builder {
    private String name = "kith-loop";
    private boolean daemon;
    private Observer observer = Observer.NONE;
    private Backend backend = Backend.AUTOMATIC;
    private @Nullable Path folder;
    private int receiveBufferBytes = 4 << 20;
    private int sendBufferBytes = 1 << 20;
    private int maxSendQueueBytes = 1 << 20;
    private int maxDatagramsPerTurn = 256;
    private int maxTimersPerTurn = 4096;
    private int maxTasksPerTurn = 1024;
    private int maxPendingTasks = 1 << 20;
    private int maxPendingTimers = 1 << 22;

    private Builder() {}

    /// Sets [LoopOptions#name].
    public Builder name(String value) {
      name = value;
      return this;
    }

    /// Sets [LoopOptions#daemon].
    public Builder daemon(boolean value) {
      daemon = value;
      return this;
    }

    /// Sets [LoopOptions#observer].
    public Builder observer(Observer value) {
      observer = value;
      return this;
    }

    /// Sets [LoopOptions#backend].
    public Builder backend(Backend value) {
      backend = value;
      return this;
    }

    /// Sets [LoopOptions#folder].
    public Builder folder(@Nullable Path value) {
      folder = value;
      return this;
    }

    /// Sets [LoopOptions#receiveBufferBytes].
    public Builder receiveBufferBytes(int value) {
      receiveBufferBytes = value;
      return this;
    }

    /// Sets [LoopOptions#sendBufferBytes].
    public Builder sendBufferBytes(int value) {
      sendBufferBytes = value;
      return this;
    }

    /// Sets [LoopOptions#maxSendQueueBytes].
    public Builder maxSendQueueBytes(int value) {
      maxSendQueueBytes = value;
      return this;
    }

    /// Sets [LoopOptions#maxDatagramsPerTurn].
    public Builder maxDatagramsPerTurn(int value) {
      maxDatagramsPerTurn = value;
      return this;
    }

    /// Sets [LoopOptions#maxTimersPerTurn].
    public Builder maxTimersPerTurn(int value) {
      maxTimersPerTurn = value;
      return this;
    }

    /// Sets [LoopOptions#maxTasksPerTurn].
    public Builder maxTasksPerTurn(int value) {
      maxTasksPerTurn = value;
      return this;
    }

    /// Sets [LoopOptions#maxPendingTasks].
    public Builder maxPendingTasks(int value) {
      maxPendingTasks = value;
      return this;
    }

    /// Sets [LoopOptions#maxPendingTimers].
    public Builder maxPendingTimers(int value) {
      maxPendingTimers = value;
      return this;
    }

    /// The options collected.
    ///
    /// @throws IllegalArgumentException naming the option that is out of its range
    public LoopOptions build() {
      return new LoopOptions(
          name,
          daemon,
          observer,
          backend,
          folder,
          receiveBufferBytes,
          sendBufferBytes,
          maxSendQueueBytes,
          maxDatagramsPerTurn,
          maxTimersPerTurn,
          maxTasksPerTurn,
          maxPendingTasks,
          maxPendingTimers);
    }
  }
}
