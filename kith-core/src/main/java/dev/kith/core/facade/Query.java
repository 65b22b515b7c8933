package dev.kith.core.facade;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A question with many answers, which arrive while the network is still being searched.
///
/// Read it by iterating, which blocks, or with [#poll], which does not. At most [#capacity] results
/// wait unread: when the reader is slow the search asks nobody new until there is room again.
/// Closing cancels the search; results already waiting can still be read. Safe for use by several
/// threads; one result goes to one reader.
///
/// @param <T> one answer
/// @param <S> the summary at the end, with its counts
public final class Query<T, S> implements Iterable<T>, AutoCloseable {
  private static final long RETRY_MILLIS = 100;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<T> results = new ArrayDeque<>();
  private final int capacity;
  private final CompletableFuture<S> summary = new CompletableFuture<>();
  private final Runnable onRoom;
  private final Runnable onClose;
  private boolean starved;
  private boolean closed;

  /// A query that holds `capacity` unread results. `onRoom` is called, on the reader's thread, when
  /// there is room again after [Feed#hasRoom] said no; `onClose` once, when the reader cancels.
  /// Both only post to a loop, without waiting, and may pass on its refusal: one that is too far
  /// behind is told of room again as long as somebody reads, and one that has closed has ended the
  /// search.
  public Query(int capacity, Runnable onRoom, Runnable onClose) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is at least 1, not " + capacity);
    }
    this.capacity = capacity;
    this.onRoom = onRoom;
    this.onClose = onClose;
  }

  /// How many results may wait unread.
  public int capacity() {
    return capacity;
  }

  /// The summary, when the search has ended; fails when it could not be made. A query that was
  /// closed ends with the summary of what was done until then. Completed on the loop's thread.
  public CompletableFuture<S> summary() {
    return summary.copy();
  }

  /// The next result if one is waiting; never blocks.
  public Optional<T> poll() {
    lock.lock();
    try {
      return take();
    } finally {
      lock.unlock();
    }
  }

  /// The next result, waiting for it; empty when the search has ended and all are read.
  ///
  /// @throws InterruptedException if the waiting thread is interrupted
  /// @throws CompletionException if the search failed
  public Optional<T> next() throws InterruptedException {
    Optional<T> result;
    lock.lock();
    try {
      while (results.isEmpty() && !summary.isDone() && !closed) {
        if (starved) { // though there is room: the loop was too far behind to be told
          boolean _ = changed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
          tellOfRoom();
        } else {
          changed.await();
        }
      }
      result = take();
    } finally {
      lock.unlock();
    }
    if (result.isEmpty() && summary.isCompletedExceptionally()) {
      summary.join();
    }
    return result;
  }

  // All under the lock: no other reader may find a search that seems to go on, and wait for it
  // without end, before the loop has taken the word that there is room.
  private Optional<T> take() {
    T result = results.poll();
    tellOfRoom();
    return Optional.ofNullable(result);
  }

  private void tellOfRoom() {
    if (starved && hasRoom()) {
      starved = false;
      try {
        onRoom.run();
      } catch (RejectedExecutionException refused) {
        starved = true;
      }
    }
  }

  private boolean hasRoom() {
    return results.size() < capacity;
  }

  /// The results in order of arrival; `hasNext` blocks until there is one or the search has ended.
  /// An interrupt ends the iteration with [CompletionException], the thread's flag kept.
  @Override
  public Iterator<T> iterator() {
    return new Iterator<>() {
      private @Nullable T ahead;

      @Override
      public boolean hasNext() {
        if (ahead == null) {
          try {
            ahead = Query.this.next().orElse(null);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CompletionException("interrupted while waiting for a result", interrupted);
          }
        }
        return ahead != null;
      }

      @Override
      public T next() {
        if (!hasNext() || ahead == null) {
          throw new NoSuchElementException("the query has ended");
        }
        T result = ahead;
        ahead = null;
        return result;
      }
    };
  }

  /// Cancels the search, if it still runs. Closing twice is harmless.
  @Override
  public void close() {
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (first && !summary.isDone()) {
      try {
        onClose.run();
      } catch (RejectedExecutionException refused) {
        // The search has ended with its loop, or ends by itself with nobody to read it.
      }
    }
  }

  /// The other end, for the search that fills the query.
  public Feed<T, S> feed() {
    return new Feed<>(this);
  }

  /// Where a search puts what it finds. Used by the loop that runs the search.
  ///
  /// @param <T> one answer
  /// @param <S> the summary
  public static final class Feed<T, S> {
    private final Query<T, S> query;

    private Feed(Query<T, S> query) {
      this.query = query;
    }

    /// Whether the reader keeps up: fewer results wait than the query holds. If not, the query's
    /// `onRoom` is called once there is room.
    public boolean hasRoom() {
      query.lock.lock();
      try {
        boolean room = query.hasRoom();
        query.starved = !room;
        return room;
      } finally {
        query.lock.unlock();
      }
    }

    /// Adds a result. What one reply brought is always taken, so a query may hold that much more
    /// than its capacity. A closed query takes nothing.
    public void add(T result) {
      query.lock.lock();
      try {
        if (!query.closed) {
          query.results.add(result);
          query.changed.signalAll();
        }
      } finally {
        query.lock.unlock();
      }
    }

    /// Ends the query.
    public void end(S summary) {
      query.summary.complete(summary);
      wake();
    }

    /// Ends the query with an error.
    public void fail(Throwable why) {
      query.summary.completeExceptionally(why);
      wake();
    }

    private void wake() {
      query.lock.lock();
      try {
        query.changed.signalAll();
      } finally {
        query.lock.unlock();
      }
    }
  }
}
