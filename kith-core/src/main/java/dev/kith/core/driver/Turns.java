package dev.kith.core.driver;

import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Works off an [Agenda] on the loop: one key after the other when it is due, and never two within
/// a given time. Asleep as long as nothing is due.
public final class Turns {
  private final Loop loop;
  private final Agenda agenda;
  private final long apart;
  private final Predicate<NodeId> turn;
  private Loop.@Nullable Timer timer;
  private long timerDue;
  private long notBefore;
  private boolean closed;

  /// Will call `turn` for each key that is due, `apart` nanoseconds or more after one for which it
  /// said that there was something to do; keeps up to `most` keys.
  public Turns(Loop loop, int most, long apart, Predicate<NodeId> turn) {
    this.loop = loop;
    this.agenda = new Agenda(most);
    this.apart = apart;
    this.turn = turn;
    this.notBefore = loop.now();
  }

  /// Makes the turn of `key` come at `moment`, and at no other.
  public void set(NodeId key, long moment) {
    agenda.set(key, moment);
    arm();
  }

  /// Takes the turn from `key`; does nothing if it has none.
  public void drop(NodeId key) {
    agenda.remove(key);
  }

  /// The keys waiting for their turn.
  public int size() {
    return agenda.size();
  }

  // A key put off leaves the timer as it is: it finds nothing to do and is set again.
  private void arm() {
    long due = Math.max(agenda.next(), notBefore);
    if (closed || due == Long.MAX_VALUE || timer != null && timerDue <= due) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerDue = due;
    timer = loop.after(due - loop.now(), this::ring);
  }

  private void ring() {
    timer = null;
    NodeId key = agenda.poll(loop.now());
    boolean hadWork = key != null; // also if it breaks off
    try {
      hadWork = hadWork && turn.test(key);
    } finally {
      if (hadWork) {
        notBefore = loop.now() + apart;
      }
      arm();
    }
  }

  /// Ends it: no further turn comes.
  public void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }
}
