package dev.kith.bench;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.io.EventLoop;
import dev.kith.core.io.LoopCounts;
import dev.kith.core.io.LoopOptions;
import dev.kith.core.net.Endpoint;
import dev.kith.core.net.Inbox;
import dev.kith.core.net.Wire;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// Raw UDP echo through the real loop, for each kind of sockets: round trips a second with a client
/// on a second loop of the same process, and what one echo costs the server's thread.
///
/// Arguments, all optional: datagram bytes (100), datagrams in flight (64), rounds (3), seconds a
/// round (3).
public final class EchoBench {
  private static final long RETRY_NANOS = 50_000_000;

  private final int bytes;
  private final int inFlight;

  private EchoBench(int bytes, int inFlight) {
    this.bytes = bytes;
    this.inFlight = inFlight;
  }

  /// Runs it.
  public static void main(String[] arguments) throws Exception {
    int[] values = {100, 64, 3, 3};
    for (int i = 0; i < arguments.length; i++) {
      values[i] = Integer.parseInt(arguments[i]);
    }
    System.out.printf(Locale.ROOT, "%d bytes, %d in flight%n", values[0], values[1]);
    EchoBench bench = new EchoBench(values[0], values[1]);
    for (int round = 0; round < values[2]; round++) {
      bench.run(LoopOptions.Backend.PLAIN, values[3]);
      bench.run(LoopOptions.Backend.BATCHED, values[3]);
    }
  }

  private void run(LoopOptions.Backend backend, int seconds) throws Exception {
    LoopOptions options = LoopOptions.builder().backend(backend).name("echo-server").build();
    try (EventLoop server = EventLoop.start(options);
        EventLoop client = EventLoop.start(options)) {
      Endpoint echo = RawEcho.on(server, Endpoint.loopback(0), 0).local();
      new Pinger(client, echo, inFlight, bytes).begin();
      Thread.sleep(1000);
      LoopCounts before = server.counts();
      long cpuBefore = cpuOf(server);
      long clientCpuBefore = cpuOf(client);
      long start = System.nanoTime();
      Thread.sleep(seconds * 1000L);
      long nanos = System.nanoTime() - start;
      LoopCounts after = server.counts();
      double echoes = after.sent() - before.sent();
      double cpu = cpuOf(server) - cpuBefore;
      double clientCpu = cpuOf(client) - clientCpuBefore;
      System.out.printf(
          Locale.ROOT,
          "%-8s %,9.0f echoes/s; server: %,9.0f echoes a CPU-second, %5.2f us each, %3.0f %% busy,"
              + " %4.1f datagrams a turn; client: %5.2f us each%n",
          backend,
          echoes * 1e9 / nanos,
          echoes * 1e9 / cpu,
          cpu / echoes / 1000,
          100 * cpu / nanos,
          echoes / (after.turns() - before.turns()),
          clientCpu / echoes / 1000);
    }
  }

  private static long cpuOf(EventLoop loop) throws Exception {
    return loop.submit(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()).get();
  }

  /// A client that keeps `window` datagrams on their way, and starts anew if some got lost.
  private static final class Pinger implements Inbox<Bytes> {
    private final EventLoop loop;
    private final Wire<Bytes> wire;
    private final Endpoint echo;
    private final int window;
    private final Bytes message;
    private long received;

    Pinger(EventLoop loop, Endpoint echo, int window, int bytes) throws Exception {
      this.loop = loop;
      this.echo = echo;
      this.window = window;
      this.message = Bytes.wrap(new byte[bytes]);
      this.wire =
          loop.submit(() -> loop.open(Endpoint.loopback(0), new RawEcho.RawCodec(), this)).get();
    }

    void begin() {
      loop.execute(() -> check(-1));
    }

    private void check(long seen) {
      if (received == seen || seen < 0) {
        for (int i = 0; i < window; i++) {
          wire.send(echo, message);
        }
      }
      long now = received;
      loop.after(RETRY_NANOS, () -> check(now));
    }

    @Override
    public boolean admits(Endpoint from, int bytes) {
      return true;
    }

    @Override
    public void received(Endpoint from, Bytes message, int bytes) {
      received++;
      wire.send(echo, message);
    }

    @Override
    public void malformed(Endpoint from, MalformedException why) {}
  }
}
