package dev.kith.kv.sqlite;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Loop;
import dev.kith.kv.store.PutOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The thread that writes. While it is writing one batch the next one gathers, so the more there is
/// to do, the more goes into one transaction.
///
/// The loop's thread adds changes and never waits; outcomes are told on the loop. A batch that
/// fails is tried again with the next one, since a full disk may have room by then, but whoever
/// waited is told at once. At most [#MOST_WAITING] puts wait.
final class Writer {
  static final int MOST_WAITING = 65_536;

  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome CLOSED = new PutOutcome.Failed("the store was closed");
  private static final PutOutcome BEHIND = new PutOutcome.Failed("the disk is too far behind");

  private final Database database;
  private final Loop loop;
  private final StoreWatcher watcher;
  private final Thread thread;
  private final Object lock = new Object();

  private Batch gathering = new Batch(); // guarded by lock, as is closing
  private boolean closing;
  private boolean isTroubled; // on the writing thread only

  Writer(Database database, Loop loop, StoreWatcher watcher) {
    this.database = database;
    this.loop = loop;
    this.watcher = watcher;
    this.thread = Thread.ofPlatform().name("kith-kv-writer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Whether a put would wait in line now.
  boolean hasRoom() {
    synchronized (lock) {
      return gathering.waiting.size() < MOST_WAITING;
    }
  }

  /// Writes what `key` holds now, `null` for nothing, and tells `done`, if anybody waits.
  void change(NodeId key, @Nullable Row row, @Nullable Consumer<PutOutcome> done) {
    synchronized (lock) {
      if (!closing) {
        gathering.values.put(key, row);
        if (done != null) {
          gathering.waiting.add(done);
        }
        lock.notifyAll();
        return;
      }
    }
    if (done != null) {
      tell(List.of(done), CLOSED);
    }
  }

  /// Writes until when `signature` is superseded, `null` to forget it.
  void change(Bytes signature, @Nullable Long until) {
    synchronized (lock) {
      gathering.signatures.put(signature, until);
      lock.notifyAll();
    }
  }

  /// Tells `done` in a later turn that there was no room.
  void refuse(Consumer<PutOutcome> done) {
    tell(List.of(done), BEHIND);
  }

  /// Writes what has gathered and ends; blocks until then.
  void close() {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (Batch batch = next(); batch != null; batch = next()) {
        write(batch);
      }
      database.close();
    } catch (SQLException failed) {
      report("cannot close the file: " + Database.reason(failed));
    } catch (InterruptedException unasked) {
      // Nobody has this thread but us, and we do not interrupt it.
      throw new IllegalStateException("interrupted", unasked);
    }
  }

  private @Nullable Batch next() throws InterruptedException {
    synchronized (lock) {
      while (gathering.isEmpty() && !closing || isTroubled && waitsForNobody()) {
        lock.wait();
      }
      if (gathering.isEmpty()) {
        return null;
      }
      Batch next = gathering;
      gathering = new Batch();
      return next;
    }
  }

  /// After a failure the next attempt is made with the next put, not at once and forever.
  private boolean waitsForNobody() {
    return gathering.waiting.isEmpty() && !closing;
  }

  private void write(Batch batch) {
    try {
      database.write(batch);
      if (isTroubled) {
        isTroubled = false;
        tell(watcher::recovered);
      }
      tell(batch.waiting, STORED);
    } catch (SQLException | RuntimeException failed) {
      // Not even a fault of ours may end the thread: nobody would be told anything any more.
      String reason = Database.reason(failed);
      List<Consumer<PutOutcome>> waiting = new ArrayList<>(batch.waiting);
      synchronized (lock) {
        gathering.retry(batch);
        if (closing) { // there is no further attempt
          waiting.addAll(gathering.waiting);
          gathering = new Batch();
        }
      }
      if (!isTroubled) {
        isTroubled = true;
        report("values are not being saved: " + reason);
      }
      tell(waiting, new PutOutcome.Failed(reason));
    }
  }

  private void report(String what) {
    tell(() -> watcher.failing(what));
  }

  private void tell(List<Consumer<PutOutcome>> waiting, PutOutcome outcome) {
    if (!waiting.isEmpty()) {
      tell(() -> waiting.forEach(each -> each.accept(outcome)));
    }
  }

  private void tell(Runnable news) {
    try {
      loop.executeAnyway(news); // at most as many wait as were put, see hasRoom
    } catch (RejectedExecutionException closed) {
      // The loop has ended and with it whoever wanted to know.
      return;
    }
  }
}
