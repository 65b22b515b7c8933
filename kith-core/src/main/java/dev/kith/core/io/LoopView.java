package dev.kith.core.io;

import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.io.IOException;
import java.util.random.RandomGenerator;

/// A loop as one of several nodes on it sees it: all is shared but the disk.
record LoopView(EventLoop loop, Disk disk) implements Loop {
  @Override
  public long now() {
    return loop.now();
  }

  @Override
  public long wallMillis() {
    return loop.wallMillis();
  }

  @Override
  public RandomGenerator random() {
    return loop.random();
  }

  @Override
  public Timer after(long delayNanos, Runnable task) {
    return loop.after(delayNanos, task);
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public void executeAnyway(Runnable task) {
    loop.executeAnyway(task);
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) throws IOException {
    return loop.open(local, codec, inbox);
  }
}
