package dev.kith.testkit;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a failing list of choices shorter and its numbers smaller for as long as it still fails in
/// the same way: greedy, in passes, until a pass finds nothing or patience ends.
final class Shrinker {
  private static final int MAX_RUNS = 5_000;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Choices choices;
  private final Function<Choices, @Nullable Throwable> run;
  private final long deadline = System.nanoTime() + PATIENCE_NANOS;
  private long[] best;
  private Throwable failure;
  private int runs;
  private int steps;

  /// A shrinker from the case that `choices` has just made and that failed with `failure`; `run`
  /// runs a case and returns how it failed, or `null`.
  Shrinker(Choices choices, Function<Choices, @Nullable Throwable> run, Throwable failure) {
    this.choices = choices;
    this.run = run;
    this.best = choices.made();
    this.failure = failure;
  }

  /// Shrinks and returns the failure of the simplest case found. `choices` is left ready to draw
  /// that case.
  Throwable shrink() {
    if (best.length < Choices.LIMIT) {
      int before;
      do {
        before = steps;
        deleteChunks();
        zeroChunks();
        lowerEach();
      } while (steps > before);
    }
    choices.replay(best);
    return failure;
  }

  /// How many times the case became simpler.
  int steps() {
    return steps;
  }

  private void deleteChunks() {
    for (int size = Math.max(1, best.length / 2); size > 0; size /= 2) {
      for (int at = best.length - size; at >= 0; at -= size) {
        if (at + size <= best.length) {
          long[] shorter = new long[best.length - size];
          System.arraycopy(best, 0, shorter, 0, at);
          System.arraycopy(best, at + size, shorter, at, shorter.length - at);
          accept(shorter);
        }
      }
    }
  }

  private void zeroChunks() {
    for (int size = 16; size > 1; size /= 2) {
      for (int at = 0; at + size <= best.length; at += size) {
        long[] simpler = best.clone();
        Arrays.fill(simpler, at, at + size, 0);
        accept(simpler);
      }
    }
  }

  private void lowerEach() {
    for (int at = 0; at < best.length; at++) {
      if (best[at] != 0 && !accept(with(at, 0))) {
        // Subtract ever smaller parts: finds the least failing number if failing is monotonic.
        for (long part = valueAt(at) >>> 1; part != 0; part >>>= 1) {
          boolean lower = true;
          while (lower && Long.compareUnsigned(valueAt(at), part) > 0) {
            lower = accept(with(at, valueAt(at) - part));
          }
        }
      }
    }
  }

  // A lower choice may have made the list shorter.
  private long valueAt(int at) {
    return at < best.length ? best[at] : 0;
  }

  private long[] with(int at, long choice) {
    long[] changed = best.clone();
    changed[at] = choice;
    return changed;
  }

  /// Whether `candidate` fails as the best one does and is simpler than it; then it is the best
  /// one.
  private boolean accept(long[] candidate) {
    if (runs >= MAX_RUNS || System.nanoTime() - deadline > 0 || !isSimpler(candidate)) {
      return false;
    }
    runs++;
    choices.replay(candidate);
    Throwable result = run.apply(choices);
    if (result == null || result.getClass() != failure.getClass()) {
      return false;
    }
    long[] made = choices.made();
    if (!isSimpler(made)) {
      return false;
    }
    best = made;
    failure = result;
    steps++;
    return true;
  }

  private boolean isSimpler(long[] candidate) {
    return candidate.length != best.length
        ? candidate.length < best.length
        : Arrays.compareUnsigned(candidate, best) < 0;
  }
}
