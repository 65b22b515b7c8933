package dev.kith.sim.link;

import java.util.random.RandomGenerator;

/// What one host's link remembers between datagrams: whether it is in a burst of losses, and when
/// its queue will be empty. Needed only where [Link#hasMemory].
public final class LinkState {
  // After so many average cycles without traffic the phase is drawn anew instead of played through.
  private static final int FORGOTTEN = 100;

  private boolean bad;
  private long phaseEnds = -1;
  private long emptyAt;

  /// A good link with an empty queue.
  public LinkState() {}

  boolean isBad(long now, Burst burst, RandomGenerator random) {
    long cycle = burst.meanGood().toNanos() + burst.meanBad().toNanos();
    if (phaseEnds < 0 || now - phaseEnds > FORGOTTEN * cycle) {
      bad = random.nextDouble() < (double) burst.meanBad().toNanos() / cycle;
      phaseEnds = now + phase(burst, random);
    }
    while (now >= phaseEnds) {
      bad = !bad;
      phaseEnds += phase(burst, random);
    }
    return bad;
  }

  /// How long a datagram of `bytes` waits and is sent, or a negative number if the queue is full.
  long queue(long now, int bytes, long bytesPerSecond, long mostQueuedNanos) {
    long start = Math.max(now, emptyAt);
    long end = start + (long) (bytes * 1e9 / bytesPerSecond);
    if (start - now > mostQueuedNanos) {
      return -1;
    }
    emptyAt = end;
    return end - now;
  }

  private long phase(Burst burst, RandomGenerator random) {
    double mean = (bad ? burst.meanBad() : burst.meanGood()).toNanos();
    return 1 + (long) (-mean * StrictMath.log(1 - random.nextDouble()));
  }
}
