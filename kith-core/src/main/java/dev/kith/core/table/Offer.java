package dev.kith.core.table;

import dev.kith.core.id.Contact;
import org.jspecify.annotations.Nullable;

/// What a routing table did with a contact that has just answered us.
public sealed interface Offer {
  /// The contact is in the table now.
  ///
  /// @param evicted the stale contact whose place it took, if it took one
  record Added(@Nullable Contact evicted) implements Offer {}

  /// The contact was in the table already; it now counts as the most recently seen of its bucket.
  record Refreshed() implements Offer {}

  /// The bucket is full of live contacts. The newcomer waits among the replacements. A node that
  /// follows the paper now checks whether `oldest` still answers.
  ///
  /// @param oldest the least recently seen contact of the bucket
  /// @param silentNanos how long ago it was last seen
  record Full(Contact oldest, long silentNanos) implements Offer {}

  /// The contact was not taken.
  record Refused(Reason why) implements Offer {}

  /// Why a contact was not taken.
  enum Reason {
    /// It bears our own id.
    SELF,
    /// Its id is in the table with another endpoint that has not failed: an id keeps the endpoint
    /// it has proved until that fails.
    ENDPOINT_TAKEN,
    /// Too many contacts of its address or block are there already.
    DIVERSITY,
    /// Its id has another length than ours.
    LENGTH
  }
}
