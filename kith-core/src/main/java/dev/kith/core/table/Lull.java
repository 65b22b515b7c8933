package dev.kith.core.table;

/// A time in which a question about the whole table has no other answer than "nobody", as was found
/// when it was last looked through: until then it need not be looked through again.
final class Lull {
  private int until;
  private int wait;
  private int retry;

  /// Whether it is known that at `tick` nobody has waited for `forWait`, or after a failure for
  /// `forRetry`.
  boolean lasts(int tick, int forWait, int forRetry) {
    return tick < until && forWait >= wait && forRetry >= retry;
  }

  /// Nobody will have waited for so long before `tick`.
  void set(int tick, int forWait, int forRetry) {
    until = tick;
    wait = forWait;
    retry = forRetry;
  }

  /// Something has happened that makes somebody wait for less.
  void end() {
    until = 0;
  }
}
