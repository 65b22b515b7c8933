package dev.kith.kv.sqlite;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A loop with nothing but a queue of tasks, which run when the test says so.
final class HandCrankedLoop implements Loop {
  long now = 1_000;
  long wallMillis = 1_700_000_000_000L;
  boolean isFull;
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  /// Runs tasks as they come until `enough`; fails if nothing comes for half a minute.
  void runUntil(BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      try {
        Runnable task = tasks.poll(30, TimeUnit.SECONDS);
        if (task == null) {
          throw new AssertionError("nothing happens any more");
        }
        task.run();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public void execute(Runnable task) {
    if (isFull) {
      throw new RejectedExecutionException("the loop is behind");
    }
    tasks.add(task);
  }

  @Override
  public void executeAnyway(Runnable task) {
    tasks.add(task);
  }

  @Override
  public RandomGenerator random() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Disk disk() {
    throw new UnsupportedOperationException();
  }
}
