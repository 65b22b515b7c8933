package dev.kith.node.daemon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The time between the start of a server and the signal that ends it. SIGINT, SIGTERM and SIGHUP
/// end it in order: the main thread wakes, closes what it runs, and the process exits with 0.
///
/// Begin it before anything that must be closed is started.
public final class Lifetime implements AutoCloseable {
  private static final long CLOSING_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "kith-end");

  private Lifetime() {}

  /// Begins: from here on a signal no longer kills the process but is answered.
  public static Lifetime begin() {
    Lifetime lifetime = new Lifetime();
    Runtime.getRuntime().addShutdownHook(lifetime.hook);
    return lifetime;
  }

  /// Waits for a signal, or at most for `limit` if there is one.
  public void await(@Nullable Duration limit) {
    try {
      if (limit == null) {
        ended.await();
      } else {
        boolean ignored = ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether a signal has come.
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /// Says that everything is closed and saved.
  @Override
  public void close() {
    closed.countDown();
    if (!hasEnded()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException signalled) {
        // Between the two lines a signal came: the hook runs and finds everything closed.
      }
    }
  }

  private void end() {
    ended.countDown();
    try {
      if (closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        // Left alone, the platform would report the signal as the exit code.
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }
}
