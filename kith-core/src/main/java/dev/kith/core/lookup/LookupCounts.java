package dev.kith.core.lookup;

/// What a search cost and how it went.
///
/// @param asked requests sent
/// @param answered requests answered
/// @param failed requests that ended without an answer of use
public record LookupCounts(int asked, int answered, int failed) {
  /// Nothing asked.
  public static final LookupCounts NONE = new LookupCounts(0, 0, 0);

  /// Both together.
  public LookupCounts plus(LookupCounts other) {
    return new LookupCounts(asked + other.asked, answered + other.answered, failed + other.failed);
  }
}
