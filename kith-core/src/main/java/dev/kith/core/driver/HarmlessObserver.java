package dev.kith.core.driver;

import dev.kith.core.net.Loop;
import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;

/// An observer that cannot break off what it watches: what it throws is thrown again in a turn of
/// its own, for the loop to report like all broken code. For the loop's thread.
public final class HarmlessObserver implements Observer {
  private final Loop loop;
  private final Observer observer;

  private HarmlessObserver(Loop loop, Observer observer) {
    this.loop = loop;
    this.observer = observer;
  }

  /// Takes the harm out of `observer`; [Observer#NONE] stays itself.
  public static Observer of(Loop loop, Observer observer) {
    return observer.equals(NONE) ? NONE : new HarmlessObserver(loop, observer);
  }

  @Override
  public void on(Event event) {
    guarded(loop, () -> observer.on(event));
  }

  /// Runs `call`, and whatever it throws is thrown on `loop` instead.
  static void guarded(Loop loop, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error broken) {
      // A timer, because a loop that is far behind or closing refuses tasks.
      loop.after(
          0,
          () -> {
            throw broken;
          });
    }
  }
}
