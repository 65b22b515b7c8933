package dev.kith.core.io;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import java.util.function.Supplier;

/// What a loop tells its observer: failures of our own, of which all are counted and only so many
/// told, and sockets lost and found. Throws nothing, whatever the observer does.
final class Reports {
  /// How many failures the observer hears of in a second.
  static final int MAX_PER_SECOND = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int FRAMES = 8;

  private final Observer observer;
  private final LoopCounters counters;
  private long since;
  private int told;

  Reports(Observer observer, LoopCounters counters) {
    this.observer = observer;
    this.counters = counters;
  }

  /// Something of ours failed while it did `what`.
  void broken(long now, String what, Throwable failure, Supplier<String> detail) {
    counters.broken.add(1);
    if (now - since >= NANOS_PER_SECOND) {
      since = now;
      told = 0;
    }
    if (told < MAX_PER_SECOND) {
      told++;
      tell(() -> new Event.InvariantBroken(what, describe(failure) + "; " + detail.get()));
    }
  }

  void health(String state, String detail) {
    tell(() -> new Event.HealthChanged(state, detail));
  }

  private void tell(Supplier<Event> event) {
    try {
      observer.on(event.get());
    } catch (Throwable alsoBroken) {
      counters.broken.add(1);
    }
  }

  /// One line: what it is and where it was thrown.
  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure));
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
      text.append(i == 0 ? " at " : " < ").append(frames[i]);
    }
    return text.toString();
  }
}
