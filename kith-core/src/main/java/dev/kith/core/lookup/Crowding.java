package dev.kith.core.lookup;

/// Whether there is a place for a contact among the candidates of a path. One endpoint under
/// several ids, one id at several endpoints, and one block under many addresses are one operator.
enum Crowding {
  /// There is.
  FREE,
  /// Others have the place, and may yet turn out to be nobody.
  RIVALLED,
  /// Enough others had it and came to nothing.
  EXHAUSTED
}
