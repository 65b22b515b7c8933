package dev.kith.core.io;

import java.util.concurrent.atomic.AtomicLong;

/// What a loop counts while it runs. Written by the loop's thread alone, read by any.
final class LoopCounters {
  final Counter turns = new Counter();
  final Counter received = new Counter();
  final Counter receivedBytes = new Counter();
  final Counter sent = new Counter();
  final Counter sentBytes = new Counter();
  final Counter sendsFailed = new Counter();
  final Counter sendsOverflowed = new Counter();
  final Counter rebinds = new Counter();
  final Counter broken = new Counter();
  final Counter closeFailures = new Counter();

  LoopCounts snapshot() {
    return new LoopCounts(
        turns.value(),
        received.value(),
        receivedBytes.value(),
        sent.value(),
        sentBytes.value(),
        sendsFailed.value(),
        sendsOverflowed.value(),
        rebinds.value(),
        broken.value(),
        closeFailures.value());
  }

  /// A number with one writer, so that counting needs no atomic addition.
  static final class Counter {
    private final AtomicLong value = new AtomicLong();

    void add(long amount) {
      value.setOpaque(value.getPlain() + amount);
    }

    long value() {
      return value.getOpaque();
    }
  }
}
