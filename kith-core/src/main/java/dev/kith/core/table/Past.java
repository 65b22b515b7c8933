package dev.kith.core.table;

/// What is known of a contact's past, in one `long`: when it was seen (32 bits), how much later it
/// was tried (24 bits, enough for 19 days), and its failures in a row (8 bits). Times are ticks of
/// [Ticks].
///
/// When it was tried is always exact, or it would be due again at once: who was tried more than 19
/// days after it was seen counts as seen 19 days before.
final class Past {
  private static final int SEEN_SHIFT = 32;
  private static final int TRIED_SHIFT = 8;
  private static final int MOST_TRIED_LATER = (1 << 24) - 1;
  private static final int MOST_FAILURES = 0xff;

  private Past() {}

  static long of(int seen, int tried, int failures) {
    int counted = Math.max(seen, tried - MOST_TRIED_LATER);
    long later = Math.max(0, tried - counted);
    return (long) counted << SEEN_SHIFT | later << TRIED_SHIFT | Math.min(failures, MOST_FAILURES);
  }

  static int seen(long past) {
    return (int) (past >>> SEEN_SHIFT);
  }

  static int tried(long past) {
    return seen(past) + (int) (past >>> TRIED_SHIFT & MOST_TRIED_LATER);
  }

  static int failures(long past) {
    return (int) past & MOST_FAILURES;
  }
}
