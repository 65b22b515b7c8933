package dev.kith.node.client;

import dev.kith.core.observe.Event;
import dev.kith.core.observe.Observer;
import dev.kith.node.output.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/// Tells a progress how many nodes were asked and how many answered.
final class RequestCount implements Observer {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile Progress progress = Progress.NONE;

  /// Keeps `shown` up to date from here on.
  void show(Progress shown) {
    progress = shown;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.RequestSent) {
      asked.incrementAndGet();
    } else if (event instanceof Event.RequestAnswered) {
      answered.incrementAndGet();
    } else {
      return;
    }
    progress.at(asked.get() + " asked, " + answered.get() + " answered");
  }
}
