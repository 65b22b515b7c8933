package dev.kith.core.io;

import dev.kith.core.net.LoopBusyException;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// The tasks other threads have left for a loop, in order. A task is either refused or will be
/// taken: none is forgotten, even when the loop closes meanwhile.
///
/// It also knows whether the loop sleeps, so that a busy loop is not woken again and again.
final class Mailbox {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;
  private boolean asleep;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /// Leaves a task. Answers whether the loop sleeps and has to be woken for it.
  ///
  /// @throws RejectedExecutionException if the mailbox is closed
  /// @throws LoopBusyException if it is full
  synchronized boolean put(Runnable task) {
    if (!closed && tasks.size() >= capacity) {
      throw new LoopBusyException("the loop is " + capacity + " tasks behind and takes no more");
    }
    return putAnyway(task);
  }

  /// Leaves a task even when the mailbox is full. Answers as [#put] does.
  ///
  /// @throws RejectedExecutionException if the mailbox is closed
  synchronized boolean putAnyway(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("the loop has closed");
    }
    return putLast(task);
  }

  /// Leaves a task even when the mailbox is closed or full: for the end of something the loop
  /// itself began. Answers as [#put] does.
  synchronized boolean putLast(Runnable task) {
    tasks.add(task);
    return wakes();
  }

  /// Whether the loop sleeps and nobody has woken it yet.
  synchronized boolean wakes() {
    boolean wake = asleep;
    asleep = false;
    return wake;
  }

  /// The loop is about to wait. Answers false if it must not, because there are tasks.
  synchronized boolean fallAsleep() {
    asleep = tasks.isEmpty() && !closed;
    return asleep;
  }

  /// The loop is awake.
  synchronized void wokeUp() {
    asleep = false;
  }

  synchronized @Nullable Runnable take() {
    return tasks.poll();
  }

  synchronized int size() {
    return tasks.size();
  }

  /// Refuses tasks from now on; those left before can still be taken.
  synchronized void close() {
    closed = true;
  }
}
