package dev.kith.testkit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A source of randomness that remembers what it gave, and can give it again, or less.
///
/// Each draw is one choice: a number from 0 up, 0 being the simplest. A failing case is made
/// simpler by editing the list of its choices and running it again, so that generators are plain
/// functions and know nothing of shrinking. (The idea is Hypothesis's: MacIver and Donaldson,
/// "Test-case reduction via test-case generation", 2020.)
final class Choices implements RandomGenerator {
  /// More choices than this in one case are drawn but not remembered: such a case is not shrunk.
  static final int LIMIT = 1 << 20;

  private long[] record = new long[64];
  private int count;
  private long[] script = {};
  private boolean scripted;
  private long state;

  /// Starts the case that `seed` stands for.
  void restart(long seed) {
    count = 0;
    scripted = false;
    state = seed;
  }

  /// Starts a case that makes the choices of `script`, and the simplest one whenever those are used
  /// up. A choice too large for its place is lowered to the largest possible.
  void replay(long[] script) {
    count = 0;
    scripted = true;
    this.script = script;
  }

  /// The choices made so far.
  long[] made() {
    return Arrays.copyOf(record, count);
  }

  @Override
  public long nextLong() {
    return remember(scripted ? scriptedChoice() : random());
  }

  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("a bound is positive, not " + bound);
    }
    return choose(bound);
  }

  @Override
  public long nextLong(long origin, long bound) {
    if (origin >= bound) {
      throw new IllegalArgumentException("no number from " + origin + " to below " + bound);
    }
    long range = bound - origin;
    return origin + (range > 0 ? choose(range) : Long.remainderUnsigned(nextLong(), range));
  }

  @Override
  public int nextInt() {
    return (int) choose(1L << 32);
  }

  @Override
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  @Override
  public boolean nextBoolean() {
    return choose(2) == 1;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) choose(256);
    }
  }

  @Override
  public String toString() {
    return "choices " + Arrays.toString(scripted ? script : made());
  }

  private long choose(long bound) {
    if (!scripted) {
      return remember(Math.unsignedMultiplyHigh(random(), bound));
    }
    long choice = scriptedChoice();
    return remember(
        choice < 0 ? Long.remainderUnsigned(choice, bound) : Math.min(choice, bound - 1));
  }

  private long scriptedChoice() {
    return count < script.length ? script[count] : 0;
  }

  private long random() {
    state += Seed.GOLDEN;
    return Seed.mix(state);
  }

  private long remember(long choice) {
    if (count < LIMIT) {
      if (count == record.length) {
        record = Arrays.copyOf(record, 2 * count);
      }
      record[count++] = choice;
    } else if (scripted) {
      throw new Endless();
    }
    return choice;
  }

  /// Ends a replay in which the body waits for a choice that never comes.
  static final class Endless extends RuntimeException {
    Endless() {
      super("the case makes too many choices to be replayed", null, false, false);
    }
  }
}
