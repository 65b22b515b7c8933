package dev.kith.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// One run of load against one server: a closed window of requests, each answered one followed at
/// once by the next.
///
/// The request is a template: a query with a random target and a transaction id, both overwritten
/// in place for each request. A reply is recognised by its transaction id alone, at a fixed place
/// or found from the end of the datagram; nothing else of it is read.
final class Load {
  /// A request unanswered for so long is given up and counted as lost.
  private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final byte[] ID_KEY = "1:t4:".getBytes(StandardCharsets.US_ASCII);

  private final byte[] template;
  private final int idAt;
  private final boolean idIsFixed;
  private final int targetAt;
  private final int sources;
  private final int[] generation;
  private final long[] sentAt;
  private final Histogram latencies = new Histogram();
  private long random = 0x9e3779b97f4a7c15L;
  private long lost;
  private long bytes;
  private int nextSource;

  /// A run with `window` requests in flight from `sources` addresses (0: the system's choice).
  ///
  /// @param idAt where the id is in requests and replies; negative: after `1:t4:` of bencode
  Load(byte[] template, int targetAt, int idAt, int window, int sources) {
    this.template = template.clone();
    this.idIsFixed = idAt >= 0;
    this.idAt = idIsFixed ? idAt : positionOfId();
    this.targetAt = targetAt;
    this.sources = sources;
    this.generation = new int[window];
    this.sentAt = new long[window];
  }

  /// What a run measured.
  ///
  /// @param answered replies
  /// @param lost requests given up
  /// @param seconds it lasted
  /// @param replyBytes mean size of a reply
  /// @param p50Micros median time from request to reply
  /// @param p99Micros and what 99 of 100 did not exceed
  record Result(
      long answered,
      long lost,
      double seconds,
      double replyBytes,
      double p50Micros,
      double p99Micros) {}

  Result run(BatchSocket socket, double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    for (int slot = 0; slot < sentAt.length; slot++) {
      ask(socket, slot, start);
    }
    socket.flush();
    long now = start;
    long nextSweep = start + LOST_NANOS;
    while (now < end) {
      int count = socket.receive();
      now = System.nanoTime();
      for (int i = 0; i < count; i++) {
        take(socket, i, now);
      }
      if (now >= nextSweep) {
        sweep(socket, now);
        nextSweep = now + LOST_NANOS / 4;
      }
      socket.flush();
    }
    double lasted = (now - start) / 1e9;
    return new Result(
        latencies.total(),
        lost,
        lasted,
        latencies.total() == 0 ? 0 : (double) bytes / latencies.total(),
        latencies.quantile(0.5) / 1e3,
        latencies.quantile(0.99) / 1e3);
  }

  private void take(BatchSocket socket, int index, long now) {
    int length = socket.length(index);
    int at = idIn(socket, index, length);
    if (at < 0) {
      return;
    }
    int id = 0;
    for (int i = 0; i < 4; i++) {
      id = id << 8 | socket.at(index, at + i) & 0xff;
    }
    int slot = id & 0xffff;
    if (slot >= sentAt.length || (generation[slot] & 0xffff) != id >>> 16) {
      return; // late: given up before
    }
    latencies.add(now - sentAt[slot]);
    bytes += length;
    ask(socket, slot, now);
  }

  private void sweep(BatchSocket socket, long now) {
    for (int slot = 0; slot < sentAt.length; slot++) {
      if (now - sentAt[slot] > LOST_NANOS) {
        lost++;
        ask(socket, slot, now);
      }
    }
  }

  private void ask(BatchSocket socket, int slot, long now) {
    generation[slot]++;
    sentAt[slot] = now;
    put(idAt, generation[slot] << 16 | slot);
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    if (targetAt >= 0) {
      put(targetAt, (int) random);
      put(targetAt + 4, (int) (random >>> 32));
    }
    socket.queue(template, source());
  }

  // 127.16.0.0 and up: clear of the addresses the servers and their neighbours use.
  private int source() {
    if (sources == 0) {
      return 0;
    }
    nextSource = nextSource + 1 == sources ? 0 : nextSource + 1;
    return 0x7f100001 + nextSource;
  }

  private void put(int at, int value) {
    template[at] = (byte) (value >>> 24);
    template[at + 1] = (byte) (value >>> 16);
    template[at + 2] = (byte) (value >>> 8);
    template[at + 3] = (byte) value;
  }

  private int positionOfId() {
    for (int at = template.length - 4 - ID_KEY.length; at >= 0; at--) {
      if (matches(at)) {
        return at + ID_KEY.length;
      }
    }
    throw new IllegalArgumentException("the template has no transaction id of 4 bytes");
  }

  private boolean matches(int at) {
    for (int i = 0; i < ID_KEY.length; i++) {
      if (template[at + i] != ID_KEY[i]) {
        return false;
      }
    }
    return true;
  }

  // In bencode only t, v and y can stand behind the id, so it is near the end.
  private int idIn(BatchSocket socket, int index, int length) {
    if (idIsFixed) {
      return length < idAt + 4 ? -1 : idAt;
    }
    int last = length - 4 - ID_KEY.length;
    for (int at = last; at >= Math.max(0, last - 40); at--) {
      int i = 0;
      while (i < ID_KEY.length && socket.at(index, at + i) == ID_KEY[i]) {
        i++;
      }
      if (i == ID_KEY.length) {
        return at + i;
      }
    }
    return -1;
  }
}
