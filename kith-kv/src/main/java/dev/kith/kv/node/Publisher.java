package dev.kith.kv.node;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.core.rpc.Priority;
import dev.kith.kv.msgpack.MsgValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sets what the application has set again every day, as its publisher is to (section 2.3 of the
/// paper): a value lives as long as its publisher does, whatever becomes of its holders.
final class Publisher {
  /// Values set again at most; those set beyond that are left to their holders.
  static final int MOST_VALUES = 10_000;

  private static final long TICK = TimeUnit.SECONDS.toNanos(1);

  private final Parts parts;
  private final Loop loop;
  private final long interval;
  private final Map<NodeId, MsgValue> published = new HashMap<>();
  private final Agenda agenda = new Agenda(MOST_VALUES);
  private Loop.@Nullable Timer timer;

  /// Sets values again every `interval`.
  Publisher(Parts parts, Duration interval) {
    this.parts = parts;
    this.loop = parts.loop();
    this.interval = interval.toNanos();
  }

  /// The application has set `value`; it takes the place of what it set for the key before.
  void set(NodeId key, MsgValue value) {
    if (published.size() >= MOST_VALUES && !published.containsKey(key)) {
      return;
    }
    published.put(key, value);
    agenda.set(key, loop.now() + interval);
    if (timer == null) {
      timer = loop.after(TICK, this::tick);
    }
  }

  /// The number of values set again.
  int size() {
    return published.size();
  }

  private void tick() {
    timer = loop.after(TICK, this::tick);
    NodeId key = agenda.poll(loop.now());
    MsgValue value = key == null ? null : published.get(key);
    if (key != null && value != null) {
      agenda.set(key, loop.now() + interval);
      new Setting(parts, key, value, value, Priority.BACKGROUND, report -> {}).start();
    }
  }

  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
