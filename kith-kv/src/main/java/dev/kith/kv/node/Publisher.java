package dev.kith.kv.node;

import dev.kith.core.driver.Turns;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.msgpack.MsgValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Sets what the application has set again every day, as its publisher is to (section 2.3 of the
/// paper): a value lives as long as its publisher does, whatever becomes of its holders.
final class Publisher {
  /// Values set again at most; those set beyond that are left to their holders.
  static final int MOST_VALUES = 10_000;

  private static final long APART = TimeUnit.SECONDS.toNanos(1);

  private final Parts parts;
  private final Loop loop;
  private final long interval;
  private final Map<NodeId, MsgValue> published = new HashMap<>();
  private final Turns turns;

  /// Sets values again every `interval`.
  Publisher(Parts parts, Duration interval) {
    this.parts = parts;
    this.loop = parts.loop();
    this.interval = interval.toNanos();
    this.turns = new Turns(loop, MOST_VALUES, APART, this::setAgain);
  }

  /// The application has set `value`; it takes the place of what it set for the key before.
  void set(NodeId key, MsgValue value) {
    if (published.size() >= MOST_VALUES && !published.containsKey(key)) {
      return;
    }
    published.put(key, value);
    turns.set(key, loop.now() + interval);
  }

  /// The number of values set again.
  int size() {
    return published.size();
  }

  private boolean setAgain(NodeId key) {
    turns.set(key, loop.now() + interval);
    new Setting(parts, key, () -> content(key), Priority.BACKGROUND, report -> {}).start();
    return true;
  }

  private Optional<Profile.Verdict.Store> content(NodeId key) {
    return Optional.ofNullable(published.get(key))
        .map(value -> new Profile.Verdict.Store(value, value));
  }

  void close() {
    turns.close();
  }
}
