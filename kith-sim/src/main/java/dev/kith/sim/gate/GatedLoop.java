package dev.kith.sim.gate;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.net.Codec;
import dev.kith.core.net.Disk;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Loop;
import dev.kith.core.net.Wire;
import java.io.IOException;
import java.util.random.RandomGenerator;

/// A loop whose sockets are watched by a [Gate]; in all else the one it stands for. All sockets
/// opened on it have the same kind of messages.
///
/// @param <P> what the node's codec decodes
public final class GatedLoop<P> implements Loop {
  private final Loop loop;
  private final Gate<P> gate;

  /// A loop like `loop`, with `gate` before its sockets.
  public GatedLoop(Loop loop, Gate<P> gate) {
    this.loop = loop;
    this.gate = gate;
  }

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
  public <T> T shared(T value) {
    return loop.shared(value);
  }

  @Override
  public Disk disk() {
    return loop.disk();
  }

  @Override
  public <M> Wire<M> open(Endpoint local, Codec<M> codec, Inbox<M> inbox) throws IOException {
    return new GatedWire<>(loop.open(local, codec, new GatedInbox<>(inbox)));
  }

  private final class GatedInbox<M> implements Inbox<M> {
    private final Inbox<M> inbox;

    GatedInbox(Inbox<M> inbox) {
      this.inbox = inbox;
    }

    @Override
    public boolean admits(Endpoint from, int bytes) {
      return inbox.admits(from, bytes);
    }

    @Override
    @SuppressWarnings("unchecked") // a node has one kind of messages
    public void received(Endpoint from, M message, int bytes) {
      P passed = gate.arrived(from, (P) message, bytes);
      if (passed != null) {
        inbox.received(from, (M) passed, bytes);
      }
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {
      inbox.malformed(from, why);
    }
  }

  private final class GatedWire<M> implements Wire<M> {
    private final Wire<M> wire;

    GatedWire(Wire<M> wire) {
      this.wire = wire;
    }

    @Override
    public Endpoint local() {
      return wire.local();
    }

    @Override
    @SuppressWarnings("unchecked") // a node has one kind of messages
    public void send(Endpoint to, M message) {
      P passed = gate.leaving(to, (P) message);
      if (passed != null) {
        wire.send(to, (M) passed);
      }
    }

    @Override
    public int sizeOf(M message) {
      return wire.sizeOf(message);
    }

    @Override
    public void close() {
      wire.close();
    }
  }
}
