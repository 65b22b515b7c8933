package dev.kith.core.driver;

import dev.kith.core.net.Loop;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request that is made again, a little later, as long as it is turned away: for whoever has to
/// know what the one asked says, and not that we are busy. For the loop's thread.
///
/// @param <O> what a request comes to
public final class Retry<O extends @Nullable Object> {
  /// The time until the next try, in nanoseconds.
  static final long PAUSE = Duration.ofMillis(100).toNanos();

  private final Loop loop;
  private final Function<Consumer<O>, Call> request;
  private final Consumer<O> then;
  private @Nullable Call call;

  private Retry(Loop loop, Function<Consumer<O>, Call> request, Consumer<O> then) {
    this.loop = loop;
    this.request = request;
    this.then = then;
  }

  /// Makes `request` until it is not turned away ([Call#isTurnedAway]), and then tells `then` what
  /// it has come to. Each request tells that, in a later turn, to whom it is given.
  public static <O extends @Nullable Object> void whileTurnedAway(
      Loop loop, Function<Consumer<O>, Call> request, Consumer<O> then) {
    new Retry<O>(loop, request, then).ask();
  }

  private void ask() {
    call = request.apply(this::ended);
  }

  private void ended(O outcome) {
    if (call != null && call.isTurnedAway()) {
      var _ = loop.after(PAUSE, this::ask);
    } else {
      then.accept(outcome);
    }
  }
}
